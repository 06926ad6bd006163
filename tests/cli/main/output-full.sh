# What cannot be printed is not done silently.
urne help >/dev/full
