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
   * failures. May take its time, and may throw: it is asked again.
   *
   * @return without those of which nothing is known: they begin with the oldest record
   */
  Map<TopicPartition, Long> positions(Set<TopicPartition> partitions);

  /**
   * Takes the effect of a batch, all of it or nothing. May throw: an outage ({@code Outages}) is
   * waited for and the same batch comes again; after a few other failures the records come one by
   * one, and one that fails alone goes to the dead-letter topic.
   *
   * @throws StalePositionsException when reading has to go on from elsewhere
   */
  void handle(EventBatch batch);

  /**
   * Nothing has come for a moment.
   *
   * @throws StalePositionsException when reading has to go on from elsewhere
   */
  default void idle() {}

  /**
   * Kept positions are not in their topics any more: records ran out of time, or a topic is another
   * one. All positions are asked for again after this; those that still don't fit give way to the
   * oldest record.
   */
  void missing(Map<TopicPartition, Gap> gaps);

  /**
   * @param kept the position that does not fit
   * @param oldest the oldest record there is
   */
  record Gap(long kept, long oldest) {}
}
