"""Laws are tried without a deadline: how long one takes says what else the machine is doing, not whether it holds."""

from hypothesis import settings

settings.register_profile("calm", deadline=None)
settings.load_profile("calm")
