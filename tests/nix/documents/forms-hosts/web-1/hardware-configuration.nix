{ networking.domain = "from-hardware"; }
