package dev.twite.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.kafka.Topic;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.search.v1.ListTrendsRequest;
import dev.twite.proto.search.v1.SearchTweetsRequest.Sort;
import dev.twite.proto.search.v1.SuggestUsersRequest;
import dev.twite.proto.search.v1.Suggestions;
import dev.twite.proto.search.v1.Trend;
import dev.twite.proto.search.v1.TweetHits;
import dev.twite.proto.tweet.v1.Visibility;
import dev.twite.search.store.Fields;
import dev.twite.search.store.SearchIndex;
import dev.twite.search.testing.Rig;
import dev.twite.search.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found, by whom, and in which order. Each test has words, tags and people of its own. */
class SearchIT {
  @TempDir static Path folder;
  private static Rig on;
  private static World world;

  @BeforeAll
  static void start() throws Exception {
    on = new Rig(folder);
    world = on.world;
  }

  @AfterAll
  static void stop() {
    on.close();
  }

  @Test
  void everyOperatorFindsWhatItSays() {
    long ann = world.join("op_ann", "Ann", "");
    long bob = world.join("op_bob", "Bob", "");
    long plain = world.tweet(ann, "operators zebra crossing");
    long tagged = world.tweet(bob, "operators zebra #Stripes");
    long media = world.tweet(World.tweetOf(ann, "operators picture").addMediaIds(7));
    long link = world.tweet(World.tweetOf(bob, "operators link").addUrls("https://example.org/"));
    long reply =
        world.tweet(
            World.tweetOf(bob, "operators answer @op_ann")
                .addMentionedUserIds(ann)
                .setReplyToId(plain)
                .setReplyToAuthorId(ann));
    long russian = world.tweet(ann, "operators операторы и зебры");
    long old =
        world.tweet(World.tweetOf(ann, "operators of old").setCreatedAtMs(1_000_000_000_000L));
    world.like(tagged, 12);
    on.settled(() -> assertThat(on.find("operators")).hasSize(7));
    on.settled(() -> assertThat(on.find("operators min_likes:12")).containsExactly(tagged));

    finds("operators zebra", tagged, plain);
    finds("zebra -#stripes operators", plain);
    finds("operators \"zebra crossing\"", plain);
    finds("operators \"crossing zebra\"");
    finds("operators #STRIPES", tagged);
    finds("#stripes operators OR operators picture", media, tagged);
    finds("operators from:OP_BOB", reply, link, tagged);
    finds("operators -from:op_bob -from:@op_ann");
    finds("operators to:op_ann", reply);
    finds("operators @op_ann", reply);
    finds("operators from:nobody_at_all");
    finds("operators has:media", media);
    finds("operators has:links", link);
    finds("operators lang:ru", russian);
    finds("зебра operators", russian);
    finds("operators until:2001-09-10", old);
    finds("operators since:2001-09-09 until:2001-09-09T01:46:41Z", old);
    finds("operators until:2001-09-09T01:46:40Z");
    finds("operators (picture OR link) -has:media", link);
    finds("operators -(zebra OR picture OR link OR answer OR зебры)", old);
    finds("operators min_likes:13");
    finds("operators !!! zebra -- crossing", plain);
    finds("!!!");
  }

  @Test
  void theNewestAreFoundWithoutLookingAtAll() {
    long ann = world.join("many_ann", "Ann", "");
    List<Long> tweets = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      tweets.add(world.tweet(ann, "manifold"));
    }
    Query wanted = new TermQuery(new Term(Fields.TEXT, "manifold"));
    SearchIndex index = on.get(SearchIndex.class);
    on.settled(
        () -> {
          int found = index.read(searcher -> searcher.count(wanted));
          assertThat(found).isEqualTo(3_000);
        });
    List<Long> newest = tweets.subList(tweets.size() - 100, tweets.size());
    assertThat(on.find("manifold")).containsExactlyElementsOf(newest.reversed());
    index.read(
        searcher -> {
          int parts = searcher.getIndexReader().leaves().size();
          assertThat(TweetSearch.newest(searcher, wanted, 21).totalHits.value())
              .isLessThanOrEqualTo(22L * parts)
              .isLessThan(3_000);
          return parts;
        });
  }

  @Test
  void countsAreFetchedOnlyOfWhatIsNamed() {
    long ann = world.join("count_ann", "Ann", "");
    List<Long> tweets = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      tweets.add(world.tweet(ann, "countable"));
    }
    long liked = tweets.getFirst();
    world.like(liked, 3);
    on.settled(() -> assertThat(on.find("countable")).hasSize(50));
    on.settled(() -> assertThat(on.find("countable min_likes:3")).containsExactly(liked));
    on.settled(() -> assertThat(on.get(SearchIndex.class).dirtyTweets().size()).isZero());
    assertThat(world.owners.asked)
        .contains(liked)
        .doesNotContainAnyElementsOf(tweets.subList(1, 50));
  }

  @Test
  void textsOfAllLanguagesAreFound() {
    long ann = world.join("lang_ann", "Ann", "");
    long english = world.tweet(ann, "Polyglot: the gardeners were watering their flowers");
    long russian = world.tweet(ann, "Polyglot: мы читали новые книги");
    long chinese = world.tweet(ann, "Polyglot: 我喜歡吃蘋果");
    long japanese = world.tweet(ann, "Polyglot: 東京タワーに行きました");
    long korean = world.tweet(ann, "Polyglot: 서울은 아름다운 도시입니다");
    on.settled(() -> assertThat(on.find("polyglot")).hasSize(5));
    finds("polyglot watered flower", english);
    finds("polyglot новая книга", russian);
    finds("polyglot 蘋果", chinese);
    finds("polyglot 果", chinese);
    finds("polyglot タワー", japanese);
    finds("polyglot \"東京タワー\"", japanese);
    finds("polyglot 서울", korean);
  }

  @Test
  void tweetsThatAreNotPublicAreFoundByTheirAuthorsOnly_S4() {
    long ann = world.join("vis_ann", "Ann", "");
    long bob = world.join("vis_bob", "Bob", "");
    long open =
        world.tweet(World.tweetOf(ann, "secretive public @vis_bob").addMentionedUserIds(bob));
    long unlisted = world.tweet(of(ann, "secretive unlisted", Visibility.VISIBILITY_UNLISTED));
    long followers =
        world.tweet(
            of(ann, "secretive followers @vis_bob #secretive", Visibility.VISIBILITY_FOLLOWERS)
                .addMentionedUserIds(bob));
    world.owners.following.put(bob, Set.of(ann));
    on.settled(
        () -> assertThat(on.find(ann, "secretive")).containsExactly(followers, unlisted, open));
    for (long reader : new long[] {0, bob}) {
      assertThat(on.find(reader, "secretive")).containsExactly(open);
      assertThat(on.find(reader, "from:vis_ann")).containsExactly(open);
      assertThat(on.find(reader, "@vis_bob")).containsExactly(open);
      assertThat(on.find(reader, "#secretive")).isEmpty();
      assertThat(on.find(reader, "-nothing secretive")).containsExactly(open);
      assertThat(on.suggest(reader, "#secret").getHashtagsList()).isEmpty();
    }
  }

  @Test
  void blocksAndMutesHidePeopleAndTheirTweetsWithinFiveSeconds_S4() {
    long ann = world.join("block_ann", "Blockable Ann", "");
    long bob = world.join("block_bob", "Bob", "");
    long cid = world.join("block_cid", "Cid", "");
    long tweet = world.tweet(ann, "blockable");
    on.settled(() -> assertThat(on.find(bob, "blockable")).containsExactly(tweet));
    on.settled(() -> assertThat(on.users(bob, "blockable")).containsExactly(ann));
    world.owners.blocking.put(ann, Set.of(bob));
    world.owners.muting.put(cid, Set.of(ann));
    for (long reader : new long[] {bob, cid}) {
      dev.twite.common.testing.Eventually.within(
          Duration.ofSeconds(5),
          () -> {
            assertThat(on.find(reader, "blockable")).isEmpty();
            assertThat(on.users(reader, "blockable")).isEmpty();
            assertThat(on.suggest(reader, "block_ann").getUserIdsList()).isEmpty();
          });
    }
    assertThat(on.find("blockable")).containsExactly(tweet);
  }

  @Test
  void editsAndDeletionsAreHonouredAndAnAccountGoesWithItsTweets_S4() {
    long ann = world.join("gone_ann", "Gone Ann", "");
    long edited = world.tweet(World.tweetOf(ann, "leavers before #leaving").addMediaIds(3));
    long deleted = world.tweet(ann, "leavers deleted #leaving");
    on.settled(() -> assertThat(on.find("leavers")).hasSize(2));
    world.like(edited, 5);
    on.settled(() -> assertThat(on.find("leavers min_likes:5")).containsExactly(edited));
    world.edit(edited, "leavers after");
    world.delete(deleted);
    on.settled(() -> assertThat(on.find("leavers")).containsExactly(edited));
    on.settled(() -> assertThat(on.find("leavers after has:media")).containsExactly(edited));
    finds("leavers before");
    finds("leavers #leaving");
    finds("leavers min_likes:5", edited);
    assertThat(on.suggest(0, "#leav").getHashtagsList()).isEmpty();
    world.leave(ann);
    on.settled(() -> assertThat(on.find("leavers")).isEmpty());
    on.settled(() -> assertThat(on.users(0, "gone_ann")).isEmpty());
  }

  @Test
  void aTweetThatIsToldOfAgainStaysAsItIs() {
    long ann = world.join("again_ann", "Ann", "");
    TweetCreated told = World.tweetOf(ann, "repeated as it was").build();
    long id = world.tweet(told.toBuilder());
    world.edit(id, "repeated as it is");
    world.like(id, 41);
    on.settled(() -> assertThat(on.find("repeated min_likes:41")).containsExactly(id));
    world.tell(Topic.TWEET, id, told);
    // Of the same key, so behind it.
    world.tell(Topic.TWEET, id, World.tweetOf(ann, "repeated last").build());
    on.settled(() -> assertThat(on.find("repeated last")).hasSize(1));
    assertThat(on.find("repeated \"as it was\"")).isEmpty();
    assertThat(on.find("repeated \"as it is\" min_likes:41")).containsExactly(id);
    // And before any refresh has shown it.
    TweetCreated twice = World.tweetOf(ann, "repeated twice").build();
    world.tweet(twice.toBuilder());
    world.tell(Topic.TWEET, twice.getTweetId(), twice);
    on.settled(() -> assertThat(on.find("repeated twice")).hasSize(1));
  }

  @Test
  void pagesOfTheNewestAreStableWhileTweetsComeAndGo() {
    long ann = world.join("page_ann", "Ann", "");
    List<Long> expected = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      expected.addFirst(world.tweet(ann, "pageable number " + i));
    }
    on.settled(() -> assertThat(on.find("pageable")).hasSize(25));
    for (Sort sort : Sort.values()) {
      if (sort == Sort.UNRECOGNIZED) {
        continue;
      }
      List<Long> seen = new ArrayList<>();
      String cursor = "";
      do {
        TweetHits page = on.page(0, "pageable", sort, cursor, 7);
        seen.addAll(page.getTweetIdsList());
        cursor = page.getNextCursor();
        long newer = world.tweet(ann, "pageable newcomer");
        world.like(expected.getLast(), seen.size());
        on.settled(() -> assertThat(on.find("newcomer pageable")).contains(newer));
      } while (!cursor.isEmpty());
      assertThat(seen).doesNotHaveDuplicates();
      assertThat(seen.stream().filter(expected::contains).toList())
          .containsExactlyInAnyOrderElementsOf(expected);
    }
    assertThat(on.page(0, "pageable", Sort.RECENT, "" + expected.get(3), 3).getTweetIdsList())
        .isEqualTo(expected.subList(4, 7));
  }

  @Test
  void theBestIsWhatFitsIsFreshAndIsLiked() {
    long ann = world.join("top_ann", "Ann", "");
    long now = System.currentTimeMillis();
    long week = Duration.ofDays(7).toMillis();
    long fits = world.tweet(ann, "ranking ranking");
    long longer = world.tweet(ann, "ranking among very many other words that dilute what it says");
    long liked = world.tweet(ann, "ranking words");
    long old = world.tweet(World.tweetOf(ann, "ranking words").setCreatedAtMs(now - week));
    world.like(liked, 500);
    on.settled(() -> assertThat(on.find("ranking min_likes:500")).containsExactly(liked));
    on.settled(() -> assertThat(on.top("ranking")).containsExactly(liked, fits, longer, old));
    assertThat(on.top("from:top_ann -nothing").getFirst()).isEqualTo(liked);
  }

  @Test
  void peopleAreFoundByHandleNameAndBio() {
    long exact = world.join("finch", "Somebody", "");
    long longer = world.join("finches", "Else", "");
    long named = world.join("fi_named", "Goldie Finch", "");
    long described = world.join("fi_described", "Bird Lover", "I feed finches, мою кошку");
    world.followers(named, 1_000);
    on.settled(
        () ->
            assertThat(on.users(0, "finch"))
                .containsExactlyInAnyOrder(exact, longer, named, described));
    assertThat(on.users(0, "finch").getFirst()).isEqualTo(exact);
    assertThat(on.users(0, "@FINCHES").getFirst()).isEqualTo(longer);
    assertThat(on.users(0, "goldie fin")).containsExactly(named);
    assertThat(on.users(0, "кошка")).containsExactly(described);
    assertThat(on.users(0, "goldie bird")).isEmpty();
    on.settled(() -> assertThat(on.suggest(0, "fin").getUserIdsList().getFirst()).isEqualTo(named));
    Suggestions at = on.suggest(0, "@finch");
    assertThat(at.getUserIdsList()).contains(exact, longer);
    assertThat(at.getHashtagsList()).isEmpty();
  }

  @Test
  void tagsAreSuggestedByUse() {
    long ann = world.join("sug_ann", "Ann", "");
    world.tweet(ann, "#suggestible #suggestion");
    long second = world.tweet(ann, "more #Suggestion sugtest");
    on.settled(() -> assertThat(on.find("sugtest")).containsExactly(second));
    on.settled(
        () ->
            assertThat(on.suggest(0, "sugg").getHashtagsList())
                .containsExactly("suggestion", "suggestible"));
    assertThat(on.suggest(0, "#SUGGESTIB").getHashtagsList()).containsExactly("suggestible");
    assertThat(on.suggest(0, "#sugg").getUserIdsList()).isEmpty();
  }

  @Test
  void aTagThatIsAlwaysBusyIsNoTrend() {
    long now = System.currentTimeMillis();
    long hour = Duration.ofHours(1).toMillis();
    List<Long> people = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      people.add(world.join("trend_" + i, "Trendy", ""));
    }
    for (int hours = 1; hours <= 30; hours++) {
      for (int i = 0; i < 5; i++) {
        world.tweet(
            World.tweetOf(people.get(i), "#alwaysbusy").setCreatedAtMs(now - hours * hour - 1_000));
      }
    }
    for (long person : people) {
      world.tweet(World.tweetOf(person, "#alwaysbusy").setCreatedAtMs(now - 1_000));
    }
    for (long person : people.subList(0, 3)) {
      world.tweet(World.tweetOf(person, "#suddenlynew").setCreatedAtMs(now - 1_000));
      world.tweet(
          of(person, "#hiddentrend", Visibility.VISIBILITY_FOLLOWERS).setCreatedAtMs(now - 1_000));
    }
    for (int i = 0; i < 9; i++) {
      world.tweet(World.tweetOf(people.getFirst(), "#alone").setCreatedAtMs(now - 1_000));
    }
    on.settled(() -> assertThat(on.find(people.getFirst(), "#alone")).hasSize(9));
    on.settled(() -> assertThat(on.find("#alwaysbusy")).hasSize(100));
    on.settled(() -> assertThat(on.find("#suddenlynew")).hasSize(3));
    on.get(Trends.class).look();
    List<Trend> trends =
        on.stub.listTrends(ListTrendsRequest.newBuilder().setLimit(50).build()).getTrendsList();
    assertThat(trends.stream().map(Trend::getHashtag))
        .contains("suddenlynew")
        .doesNotContain("alwaysbusy", "alone", "hiddentrend");
    assertThat(trends.stream().filter(one -> one.getHashtag().equals("suddenlynew")))
        .allSatisfy(
            trend -> {
              assertThat(trend.getAuthors()).isEqualTo(3);
              assertThat(trend.getTweets()).isEqualTo(3);
              assertThat(trend.getWindowMs()).isEqualTo(hour);
            });
  }

  @Test
  void friendsOfFriendsAreSuggestedFirstThenTheFamous() {
    long ann = world.join("fof_ann", "Ann", "");
    long bob = world.join("fof_bob", "Bob", "");
    long cid = world.join("fof_cid", "Cid", "");
    long famous = world.join("fof_famous", "Famous", "");
    long blocked = world.join("fof_blocked", "Famous too", "");
    world.owners.following.put(ann, Set.of(bob));
    world.owners.following.put(bob, Set.of(cid, ann));
    world.owners.blocking.put(blocked, Set.of(ann));
    world.followers(famous, 2_000_000);
    world.followers(blocked, 3_000_000);
    on.settled(
        () ->
            assertThat(on.suggest(0, "@fof_").getUserIdsList().subList(0, 2))
                .containsExactly(blocked, famous));
    List<Long> suggested =
        Rig.as(
                ann,
                () -> on.stub.suggestUsers(SuggestUsersRequest.newBuilder().setLimit(100).build()))
            .getSuggestionsList()
            .stream()
            .map(one -> one.getUserId())
            .toList();
    assertThat(suggested.subList(0, 2)).containsExactly(cid, famous);
    assertThat(suggested).doesNotContain(ann, bob, blocked);
    assertThat(
            Rig.refusal(() -> on.stub.suggestUsers(SuggestUsersRequest.getDefaultInstance()))
                .code())
        .isEqualTo(ErrorCode.UNAUTHENTICATED);
  }

  @Test
  void whatIsTooMuchIsRefusedAndNegativeQueriesAreQuick_S14() {
    refused("q", "required", () -> on.find(""));
    refused("q", "required", () -> on.find("   "));
    refused("q", "too_long", () -> on.find("a".repeat(513)));
    refused("q", "too_many", () -> on.find("a ".repeat(33)));
    refused("q", "too_many", () -> on.find("的".repeat(65)));
    refused("q", "too_many", () -> on.find("-\"" + "a-".repeat(65) + "\""));
    refused("q", "invalid_format", () -> on.find("from:"));
    refused("q", "invalid_format", () -> on.find("a\u0000b"));
    for (Sort sort : List.of(Sort.RECENT, Sort.TOP)) {
      refused("limit", "out_of_range", () -> on.page(0, "a", sort, "", 0));
      refused("limit", "out_of_range", () -> on.page(0, "a", sort, "", 101));
      refused("cursor", "invalid_cursor", () -> on.page(0, "a", sort, "x", 1));
    }
    long ann = world.join("neg_ann", "Ann", "");
    long tweet = world.tweet(ann, "negligible");
    on.settled(() -> assertThat(on.find("from:neg_ann")).containsExactly(tweet));
    assertThat(on.find("-zebra -#stripes -from:op_ann")).contains(tweet);
    assertThat(quickest(() -> on.find("-negligible"))).as("ms").isLessThanOrEqualTo(50);
    assertThat(quickest(() -> on.top("-negligible -from:neg_ann"))).isLessThanOrEqualTo(50);
    assertThat(quickest(() -> Rig.refusal(() -> on.find("(".repeat(512))))).isLessThanOrEqualTo(50);
  }

  private static void refused(
      String field, String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    TwiteException refusal = Rig.refusal(call);
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(refusal.fields().getFirst().field()).isEqualTo(field);
    assertThat(refusal.fields().getFirst().code()).isEqualTo(code);
  }

  /** The least of ten, in ms: the machine may be busy, the code may not. */
  private static long quickest(Runnable call) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 10; i++) {
      long start = System.nanoTime();
      call.run();
      least = Math.min(least, (System.nanoTime() - start) / 1_000_000);
    }
    return least;
  }

  private static dev.twite.proto.events.v1.TweetCreated.Builder of(
      long author, String text, Visibility visibility) {
    return World.tweetOf(author, text).setVisibility(visibility.getNumber());
  }

  private static void finds(String query, Long... ids) {
    on.settled(() -> assertThat(on.find(query)).as(query).containsExactly(ids));
  }
}
