package dev.twite.analytics.testing;

import com.google.protobuf.Message;
import dev.twite.common.kafka.Topic;

/** An event before it is published. */
public record Happening(long eventId, long atMs, Topic topic, long key, Message payload) {}
