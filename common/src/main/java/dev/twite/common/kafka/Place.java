package dev.twite.common.kafka;

import org.apache.kafka.common.TopicIdPartition;

/**
 * Where a record stands in Kafka.
 *
 * @param log the partition, and which of the topics that have borne its name
 * @param leaderEpoch counts the leaders the partition has had. It never falls along a log, and a
 *     log that lost its end in a crash goes on under a greater one: no two records have the same
 *     epoch and offset.
 */
public record Place(TopicIdPartition log, int leaderEpoch, long offset) {}
