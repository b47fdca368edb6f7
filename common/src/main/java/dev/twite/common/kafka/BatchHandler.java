package dev.twite.common.kafka;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;

/**
 * Handles events in batches and keeps, in the same store and the same step as their effect, how far
 * it has come: nothing is lost and nothing counts twice, whenever the process ends. Called by one
 * thread.
 */
public interface BatchHandler {
  /**
   * Where to go on. Asked for at the start, whenever partitions come, after failures, and when a
   * topic was made anew. May take its time, and may throw: it is asked again.
   *
   * <p>With a leader epoch in it, a position that a log has lost in a crash is found out, whatever
   * stands there now, and reading goes on with the first record that took a lost one's place.
   *
   * @param logs the partitions, with the ids of their topics
   * @return without those of which nothing is known: they begin with the oldest record
   */
  Map<TopicPartition, Position> positions(Set<TopicIdPartition> logs);

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
