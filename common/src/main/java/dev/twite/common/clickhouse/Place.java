package dev.twite.common.clickhouse;

import org.apache.kafka.common.TopicPartition;

/** Where a record stands in Kafka. */
public record Place(TopicPartition partition, long offset) {}
