package dev.twite.websocket.store;

import dev.twite.common.live.LiveMessage;
import java.util.List;

/**
 * What a Stream holds after a cursor.
 *
 * @param gap whether something was published after the cursor that is no longer kept
 * @param end where the Stream ended when it was read
 * @param messages oldest first; none when there is a gap
 * @param more whether others may follow
 */
public record StreamPage(boolean gap, StreamCursor end, List<LiveMessage> messages, boolean more) {}
