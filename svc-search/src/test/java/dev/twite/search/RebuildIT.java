package dev.twite.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.kafka.BatchLoop;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.StalePositionsException;
import dev.twite.common.kafka.Topic;
import dev.twite.common.ops.OpsServer;
import dev.twite.common.testing.TestEnv;
import dev.twite.proto.search.v1.RebuildIndexRequest;
import dev.twite.search.events.SearchEvents;
import dev.twite.search.store.Fields;
import dev.twite.search.testing.IndexDump;
import dev.twite.search.testing.Rig;
import dev.twite.search.testing.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.Uuid;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Indexes that are lost, broken, or new. */
class RebuildIT {
  @TempDir Path folder;

  @Test
  void aLostOrBrokenIndexIsBuiltAnewAndEndsEqual_R18() throws Exception {
    try (Rig rig = new Rig(folder)) {
      World world = rig.world;
      populate(rig);
      Map<String, String> before = IndexDump.of(rig);
      rig.stop();
      empty(index());
      int scans = world.owners.scans.get();
      rig.start();
      assertThat(world.owners.scans.get()).isGreaterThan(scans);
      rig.settled(() -> assertThat(IndexDump.of(rig)).isEqualTo(before));
      rig.stop();
      damage(index());
      rig.start();
      rig.settled(() -> assertThat(IndexDump.of(rig)).isEqualTo(before));
    }
  }

  @Test
  void anIndexOfAnEarlierFormIsBuiltAnewAndEndsEqual_R18() throws Exception {
    try (Rig rig = new Rig(folder)) {
      populate(rig);
      Map<String, String> before = IndexDump.of(rig);
      rig.stop();
      empty(index());
      // As they were before documents were sorted.
      try (Directory directory = FSDirectory.open(index());
          IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
        Document tweet = new Document();
        tweet.add(new LongField(Fields.TWEET, 1, Field.Store.NO));
        writer.addDocument(tweet);
        writer.setLiveCommitData(Map.of("form", "1", "built", "true").entrySet());
        var unused = writer.commit();
      }
      int scans = rig.world.owners.scans.get();
      rig.start();
      assertThat(rig.world.owners.scans.get()).isGreaterThan(scans);
      rig.settled(() -> assertThat(IndexDump.of(rig)).isEqualTo(before));
    }
  }

  @Test
  void aTopicThatIsMadeAnewWhileItIsReadHasTheIndexBuiltAnew_R18() throws Exception {
    try (Rig rig = new Rig(folder)) {
      rig.get(BatchLoop.class).stop();
      SearchEvents events = rig.get(SearchEvents.class);
      int scans = rig.world.owners.scans.get();
      String topic = Topic.TWEET.in(rig.get(KafkaConfig.class));
      Set<TopicIdPartition> anew = Set.of(new TopicIdPartition(Uuid.randomUuid(), 0, topic));
      assertThat(events.positions(anew)).isNotEmpty();
      assertThat(rig.world.owners.scans.get()).isGreaterThan(scans);
      // Accounts are read from their beginning then, though nobody asked about their partitions.
      assertThatThrownBy(events::idle).isInstanceOf(StalePositionsException.class);
      assertThatCode(events::idle).doesNotThrowAnyException();
    }
  }

  @Test
  void svcAdminAndNobodyElseHasItBuiltAnew_S1() throws Exception {
    try (Rig rig = new Rig(folder)) {
      populate(rig);
      Map<String, String> before = IndexDump.of(rig);
      int scans = rig.world.owners.scans.get();
      RebuildIndexRequest rebuild = RebuildIndexRequest.getDefaultInstance();
      assertThat(Rig.refusal(() -> rig.asService("gateway").rebuildIndex(rebuild)).code())
          .isEqualTo(ErrorCode.FORBIDDEN);
      assertThat(rig.get(OpsServer.class).readiness().ready()).isTrue();
      assertThat(rig.asService("admin").rebuildIndex(rebuild)).isNotNull();
      rig.settled(() -> assertThat(rig.world.owners.scans.get()).isGreaterThan(scans));
      rig.settled(() -> assertThat(rig.get(OpsServer.class).readiness().ready()).isTrue());
      rig.settled(() -> assertThat(IndexDump.of(rig)).isEqualTo(before));
    }
  }

  @Test
  void whatIsDeletedOrEditedDuringAScanStaysSo_R7() throws Exception {
    try (Rig rig = new Rig(folder)) {
      World world = rig.world;
      long ann = world.join("scan_ann", "Ann", "");
      long bob = world.join("scan_bob", "Bob", "");
      for (int i = 0; i < 120; i++) {
        world.tweet(ann, "scanned filler " + i);
      }
      long deleted = world.tweet(ann, "scanned deleted");
      long edited = world.tweet(ann, "scanned before");
      long bobs = world.tweet(bob, "scanned by bob");
      rig.settled(() -> assertThat(rig.find("scanned -filler")).hasSize(3));
      rig.stop();
      empty(index());
      // After the last page was read, and before it is indexed.
      int last = world.owners.scans.get() + 3;
      world.owners.duringScan =
          () -> {
            if (world.owners.scans.get() == last) {
              world.delete(deleted);
              world.edit(edited, "scanned after");
              world.leave(bob);
              world.owners.tweets.remove(bobs);
              world.tweet(ann, "scanned newcomer");
              world.flush();
            }
          };
      rig.start();
      rig.settled(() -> assertThat(rig.find("scanned newcomer")).hasSize(1));
      rig.settled(() -> assertThat(rig.find("scanned after")).containsExactly(edited));
      rig.settled(() -> assertThat(rig.find("scanned -filler")).hasSize(2));
      rig.settled(() -> assertThat(rig.users(0, "scan_bob")).isEmpty());
    }
  }

  @Test
  void untilTheFirstBuildIsDoneNothingIsAnsweredAndTheServiceIsNotReady() throws Exception {
    try (Rig rig = new Rig(folder)) {
      long ann = rig.world.join("wait_ann", "Ann", "");
      rig.world.tweet(ann, "waiting");
      rig.settled(() -> assertThat(rig.find("waiting")).hasSize(1));
      rig.stop();
      empty(index());
      rig.world.owners.away = true;
      rig.startUnready();
      assertThat(rig.get(OpsServer.class).readiness().ready()).isFalse();
      assertThat(Rig.refusal(() -> rig.find("waiting")).code()).isEqualTo(ErrorCode.UNAVAILABLE);
      rig.world.owners.away = false;
      rig.settled(() -> assertThat(rig.find("waiting")).hasSize(1));
      assertThat(rig.get(OpsServer.class).readiness().ready()).isTrue();
    }
  }

  @Test
  void aNewInstanceStartsFromTheNewestSnapshotThatCanBeRead() throws Exception {
    Path snapshots = folder.resolve("snapshots");
    TestEnv env =
        new TestEnv()
            .kafka()
            .set("SEARCH_SNAPSHOT_DIR", snapshots.toString())
            .set("SEARCH_SNAPSHOT_EVERY", "1s")
            .set("SEARCH_SNAPSHOTS", "2");
    try (Rig rig = new Rig(folder, env)) {
      populate(rig);
      Map<String, String> before = IndexDump.of(rig);
      rig.settled(
          () ->
              assertThat(whole(snapshots))
                  .hasSize(2)
                  .allSatisfy(copy -> assertThat(copy.toFile().lastModified()).isPositive()));
      int scans = rig.world.owners.scans.get();
      rig.stop();
      empty(index());
      damage(whole(snapshots).getLast());
      rig.start();
      rig.settled(() -> assertThat(IndexDump.of(rig)).isEqualTo(before));
      assertThat(rig.world.owners.scans.get()).as("nothing was read anew").isEqualTo(scans);
    }
  }

  private static void populate(Rig rig) {
    World world = rig.world;
    long ann = world.join("dump_ann", "Ann", "writes of wrens");
    long bob = world.join("dump_bob", "Bob", "");
    long liked = world.tweet(ann, "dumped wren #bird");
    for (int i = 0; i < 130; i++) {
      world.tweet(World.tweetOf(bob, "dumped number " + i).addMentionedUserIds(ann));
    }
    long edited = world.tweet(bob, "dumped before #old");
    long deleted = world.tweet(bob, "dumped deleted");
    world.edit(edited, "dumped after #new");
    world.delete(deleted);
    world.like(liked, 42);
    world.followers(ann, 7);
    rig.settled(() -> assertThat(rig.find("dumped min_likes:42")).containsExactly(liked));
    rig.settled(() -> assertThat(rig.find("dumped after")).containsExactly(edited));
    rig.settled(() -> assertThat(rig.find("dumped deleted")).isEmpty());
    rig.settled(
        () ->
            assertThat(IndexDump.of(rig))
                .hasSize(134)
                .containsValue("followers 7, dump_ann, Ann, writes of wrens"));
  }

  private Path index() {
    return folder.resolve("index");
  }

  private static void empty(Path index) throws Exception {
    for (Path file : files(index)) {
      Files.delete(file);
    }
  }

  /** Turns a byte in the middle of each file that holds data. */
  private static void damage(Path index) throws Exception {
    for (Path file : files(index)) {
      if (file.toString().endsWith(".cfs") || file.toString().endsWith(".fdt")) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(file, bytes);
      }
    }
  }

  private static List<Path> files(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static List<Path> whole(Path snapshots) throws Exception {
    try (Stream<Path> all = Files.list(snapshots)) {
      return all.filter(path -> path.getFileName().toString().startsWith("snapshot-"))
          .sorted()
          .toList();
    }
  }
}
