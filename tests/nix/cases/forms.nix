# Every form that a value can have arrives, and so does everything that `load` adds.
let
  nixpkgs = import ../nixpkgs.nix;
  flakes = import ../flakes.nix;
  load = document: (import ../../../nix).load {
    inherit nixpkgs inputs;
    inherit (flakes) home-manager nix-darwin;
    root = ../documents;
    hosts = ../documents/forms-hosts;
    pins.stable = nixpkgs.pinned;
    modules.nixosConfigurations = [{ networking.extraHosts = "of everyone"; }];
    specialArgs = node: { inherit (node) traits path; greeting = "good morning"; };
    builders.vms = { modules, memory, ... }: { inherit memory; count = builtins.length modules; };
  } document;
  inherit (load ../documents/forms.json)
    nixosConfigurations homeConfigurations darwinConfigurations vms dns nodes modulesFor;

  tool = nixpkgs.legacyPackages.x86_64-linux.git // { name = "tool"; };
  inputs = {
    inherit tool;
    text = "of an input";
    disko.nixosModules."a.b" = { config, ... }: { environment.variables.DISKO = config.networking.hostName; };
    home.module = { home.packages = [ ]; };
  };

  web = nixosConfigurations.web-1.config;
  names = map (package: package.name);
in
{
  packages = { is = names web.environment.systemPackages; should = [ "git" "nfs-utils" ]; };
  "a path" = { is = web.environment.etc.motd.source; should = ../documents/files/motd; };
  text = {
    is = web.environment.variables.TEXT;
    should = "${nixpkgs.legacyPackages.x86_64-linux.git}/bin/git --port=80 \${HOME} web-1";
  };
  "an expression" = { is = web.environment.variables.ALONE; should = "web-1 of an input"; };
  "a function with an argument" = { is = web.networking.firewall.allowedTCPPorts; should = [ 80 81 ]; };
  "a condition on config" = { is = web.services.openssh.enable; should = true; };
  "a module of an input" = { is = web.environment.variables.DISKO; should = "web-1"; };
  "a module of a file" = { is = web.environment.variables.DISKS; should = "web-1"; };
  "a module below an option" = { is = names web.home-manager.users.alice.home.packages; should = [ "tool" ]; };
  "order, and a module for all" = { is = web.networking.extraHosts; should = "first\nmiddle\nof everyone\nlast"; };
  "a hardware file wins over a default" = { is = web.networking.domain; should = "from-hardware"; };
  "special arguments, the system's own last" = {
    is = nixosConfigurations.web-1.built.specialArgs;
    should = { traits = [ "host" "web" ]; path = "prod.eu.web-1"; greeting = "hello"; disks = "of an input"; };
  };
  "no pin" = { is = nixosConfigurations.web-1.built.named; should = ""; };
  "a pin" = { is = nixosConfigurations.staging-pinned.built.named; should = "pinned-"; };
  "a pin's packages" = {
    is = names nixosConfigurations.staging-pinned.config.environment.systemPackages;
    should = [ "pinned-git" ];
  };
  "a name that is a path" = {
    is = builtins.length (modulesFor "staging.pinned");
    should = 2;
  };
  "a document in Nix" = {
    is = (load ../documents/forms.fleet.nix).nixosConfigurations.web-1.config;
    should = web;
  };
  "a home" = { is = names homeConfigurations.alice.config.home.packages; should = [ "git" ]; };
  "a home's system" = { is = homeConfigurations.alice.pkgs.system; should = "aarch64-linux"; };
  "a Mac" = { is = darwinConfigurations.mac.system; should = "aarch64-darwin"; };
  "a Mac's pin" = { is = darwinConfigurations.mac.config.nixpkgs.source.named; should = "pinned-"; };
  "a builder of the user's" = { is = vms.test; should = { memory = 512; count = 1; }; };
  "what a closure made" = { is = vms.made; should = [ "by" "a" "closure" ]; };
  "own data" = { is = dns.web-1; should = [ ../documents/files/motd "of an input" ]; };
  nodes = { is = nodes.registry.extern; should = true; };
}
