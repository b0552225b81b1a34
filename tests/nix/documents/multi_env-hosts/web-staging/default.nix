{ networking.domain = "from-a-folder"; }
