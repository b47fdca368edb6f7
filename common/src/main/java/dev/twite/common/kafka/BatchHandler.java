package dev.twite.common.kafka;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Handles events in batches and keeps, in the same store and the same step as their effect, how far
 * it has come: nothing is lost and nothing counts twice, whenever the process ends. Called by one
 * thread.
 */
public interface BatchHandler {
  /**
   * The offsets to go on with. Asked for at the start, whenever partitions come, and after
   * failures.
   *
   * @return without those of which nothing is known: they begin with the oldest record
   */
  Map<TopicPartition, Long> positions(Set<TopicPartition> partitions);

  /**
   * Takes the effect of a batch, all of it or nothing. May throw: an outage ({@code Outages}) is
   * waited for and the same batch comes again; after a few other failures the records come one by
   * one, and one that fails alone goes to the dead-letter topic.
   */
  void handle(EventBatch batch);

  /**
   * A kept position is not in the topic any more: its records ran out of time, or the topic is
   * another one. Reading goes on with the oldest record after this.
   */
  void missing(TopicPartition partition, long kept, long oldest);
}
