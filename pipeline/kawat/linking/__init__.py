"""Component `linker`: gives each mention the ID of the thing it names, and puts the unknown ones into clusters."""
