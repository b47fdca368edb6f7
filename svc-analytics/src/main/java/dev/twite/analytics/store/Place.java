package dev.twite.analytics.store;

import org.apache.kafka.common.TopicPartition;

/** Where a record stands in Kafka. */
public record Place(TopicPartition partition, long offset) {}
