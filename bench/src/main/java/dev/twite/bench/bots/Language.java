package dev.twite.bench.bots;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What bots write in, and how many of a hundred do. */
enum Language {
  ENGLISH(
      38,
      " ",
      "the a is of to in my and this morning coffee rain train again nobody told me that winter"
          + " birds come back early today who else saw it new release works on my machine finally"
          + " home after long day"),
  SPANISH(
      12,
      " ",
      "el la de que en mi hoy otra vez llueve sobre mañana café tarde tren nadie me dijo gracias"
          + " por todo fútbol mejor día año señal siempre amigos casa"),
  RUSSIAN(
      12,
      " ",
      "и в не на что опять дождь утро кофе поезд сегодня никто зима птицы вернулись рано дома"
          + " наконец работает спасибо всем кто видел это было хорошо"),
  JAPANESE(12, "", "今日 は 朝 から 雨 です コーヒー を 飲んで 電車 に 乗った また 明日 ね 鳥 が 来た 寒い 冬 ありがとう"),
  PORTUGUESE(
      8,
      " ",
      "o a de que em meu hoje outra vez chuva manhã café trem ninguém disse obrigado coração jogo"
          + " melhor dia ano casa amigos não"),
  CHINESE(8, "", "今天 早上 下雨 咖啡 火车 又 晚点 了 没有 人 告诉 我 冬天 的 鸟 回来 很 早 谢谢 大家 明天 见"),
  KOREAN(5, " ", "오늘 아침 비가 온다 커피 한 잔 기차 또 늦었다 아무도 말해 주지 않았다 겨울 새가 돌아왔다 고마워 내일"),
  ARABIC(
      5,
      " ",
      "اليوم صباح الخير قهوة مطر القطار تأخر مرة أخرى لا أحد قال لي الشتاء الطيور عادت مبكرا شكرا");

  private static final int LEAST_WORDS = 4;
  private static final int MORE_WORDS = 14;
  private static final double TAGGED = 0.15;
  private static final double LINKED = 0.05;
  private static final List<String> TAGS =
      List.of(
          "twite", "birds", "java", "rain", "news", "fútbol", "котики", "猫", "музыка", "weekend");

  private final int percent;
  private final String between;
  private final ImmutableList<String> words;
  private final Zipf frequency;

  Language(int percent, String between, String words) {
    this.percent = percent;
    this.between = between;
    this.words = ImmutableList.copyOf(words.split(" ", -1));
    this.frequency = new Zipf(this.words.size(), 1);
  }

  static Language draw(RandomGenerator random) {
    int dice = random.nextInt(100);
    for (Language language : values()) {
      dice -= language.percent;
      if (dice < 0) {
        return language;
      }
    }
    throw new IllegalStateException("The shares of languages make less than 100");
  }

  int percent() {
    return percent;
  }

  /** One of its words. */
  String word(RandomGenerator random) {
    return words.get(frequency.draw(random));
  }

  /** Something to say, far below 280 characters. */
  String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    int length = LEAST_WORDS + random.nextInt(MORE_WORDS);
    for (int i = 0; i < length; i++) {
      text.append(i == 0 ? "" : between).append(word(random));
    }
    if (random.nextDouble() < TAGGED) {
      text.append(" #").append(TAGS.get(random.nextInt(TAGS.size())));
    }
    if (random.nextDouble() < LINKED) {
      text.append(" https://example.org/").append(random.nextInt(1_000_000));
    }
    return text.toString();
  }
}
