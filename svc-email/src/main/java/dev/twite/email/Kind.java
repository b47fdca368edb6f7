package dev.twite.email;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a message is about. */
public enum Kind {
  VERIFY_EMAIL(Group.ACCOUNT),
  PASSWORD_RESET(Group.ACCOUNT),
  NEW_SIGN_IN(Group.ACCOUNT),
  SIGN_UP_ATTEMPT(Group.ACCOUNT),
  MENTION(Group.NOTICE),
  REPLY(Group.NOTICE),
  QUOTE(Group.NOTICE),
  FOLLOW(Group.NOTICE),
  DIGEST(Group.DIGEST),
  /** A text message that mail does not get through. */
  OPERATOR_ALERT(Group.OPERATOR);

  /** What the kinds have in common. */
  public enum Group {
    /** Goes to unverified addresses too, and without a way to unsubscribe. */
    ACCOUNT(0),
    /** One thing that somebody did. */
    NOTICE(1),
    DIGEST(2),
    OPERATOR(0);

    private final int priority;

    Group(int priority) {
      this.priority = priority;
    }

    /** The lowest is sent first: nobody waits for a password reset while digests go out. */
    public int priority() {
      return priority;
    }
  }

  private final Group group;
  private final String word;

  Kind(Group group) {
    this.group = group;
    this.word = name().toLowerCase(Locale.ROOT);
  }

  public Group group() {
    return group;
  }

  /** As in settings, metrics and templates: {@code new_sign_in}. */
  public String word() {
    return word;
  }

  /** Whether an unsubscribe link can end it. */
  public boolean hasSwitch() {
    return group == Group.NOTICE || group == Group.DIGEST || this == NEW_SIGN_IN;
  }

  /** The kind of that word. */
  public static Optional<Kind> ofWord(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }
}
