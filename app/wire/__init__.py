"""Socket.IO: who connects, what they may say, what they are sent (docs/protocol.md).

`app` puts it together, `web` tells it news; it imports `turn`, `access`, `messages` and what is below.
"""
