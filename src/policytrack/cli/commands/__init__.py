"""The commands, one module each; `policytrack.cli._commands` lists them."""
