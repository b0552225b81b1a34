# Beside a document in Nix, which may be called `forms.nix` itself, its expressions have this name.
import ./forms.nix
