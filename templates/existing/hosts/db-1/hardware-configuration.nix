# A placeholder, so that the system can be built. Before you deploy, put here what this machine says to
# `nixos-generate-config --show-hardware-config`.
{
  boot.initrd.availableKernelModules = [ "ahci" "nvme" "sd_mod" "usb_storage" "virtio_pci" "xhci_pci" ];

  fileSystems."/" = {
    device = "/dev/disk/by-label/nixos";
    fsType = "ext4";
  };
  fileSystems."/boot" = {
    device = "/dev/disk/by-label/BOOT";
    fsType = "vfat";
  };
}
