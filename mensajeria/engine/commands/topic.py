"""TOPIC: what a channel is about (Modern IRC, "TOPIC message")."""

from __future__ import annotations

from mensajeria.chat import policy
from mensajeria.chat.channels import Channel, Topic
from mensajeria.chat.events import TopicChanged
from mensajeria.chat.refused import Reason, Refused
from mensajeria.engine.audience import Hall
from mensajeria.engine.channel_keeping import keep
from mensajeria.engine.dispatch import command, must_store
from mensajeria.engine.release import released
from mensajeria.engine.render import line
from mensajeria.engine.turn import Turn
from mensajeria.wire.numerics import RPL_NOTOPIC, RPL_TOPIC, RPL_TOPICWHOTIME


@command("TOPIC", help="TOPIC <channel> [:<text>]   show, set or clear the topic")
def topic(turn: Turn, channel: Channel, text: str | None = None) -> None:
    user = turn.user
    if not policy.may_see(channel, user):
        raise Refused(Reason.NOT_ON_CHANNEL, channel.name)
    if text is None:
        send_topic(turn, channel)
        return
    policy.may_set_topic(channel, user)
    must_store(turn)
    text = text[: turn.limits.topic]
    if text == (channel.topic.text if channel.topic else ""):
        return
    channel.topic = Topic(text, user.mask, turn.now) if text else None
    keep(turn, channel)
    turn.happened(
        TopicChanged(turn.now, turn.msgid(), user.author, channel.name, channel.key, text)
    )


def send_topic(turn: Turn, channel: Channel) -> None:
    """The topic with who set it and when, or that there is none."""
    if channel.topic is None:
        turn.reply(RPL_NOTOPIC, channel.name, "No topic is set")
        return
    turn.reply(RPL_TOPIC, channel.name, channel.topic.text)
    since = str(channel.topic.at // 1000)
    turn.reply(RPL_TOPICWHOTIME, channel.name, channel.topic.by, since)


@line(TopicChanged)
def topic_changed(event: TopicChanged) -> bytes:
    return f":{event.by.mask} TOPIC {event.channel} :{event.text}\r\n".encode()


@released(TopicChanged)
def release_topic_changed(event: TopicChanged, hall: Hall) -> None:
    hall.tell_channel(event, event.key)
