package dev.twite.gateway.view;

import dev.twite.common.view.Wire;
import dev.twite.proto.tweet.v1.Edit;

/** One text that a tweet has or had. */
public record EditView(String text, String createdAt) {
  public static EditView of(Edit edit) {
    return new EditView(edit.getText(), Wire.time(edit.getCreatedAtMs()));
  }
}
