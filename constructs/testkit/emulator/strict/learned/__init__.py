"""What calls that the emulator accepted make and delete, by service."""

from . import balancers, budgets, ecs, identity, messages, monitoring, names, network, storage
