package dev.twite.search.text;

import java.io.IOException;
import java.util.Set;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;

/**
 * Cuts what is written without spaces (Chinese, Japanese, Thai) or with endings that stick (Korean)
 * into single characters. A word of a query becomes a phrase of characters, so that every part of a
 * text is found, a single character too.
 */
final class PerCharacterFilter extends TokenFilter {
  private static final Set<String> CUT =
      Set.of(
          StandardTokenizer.TOKEN_TYPES[StandardTokenizer.SOUTHEAST_ASIAN],
          StandardTokenizer.TOKEN_TYPES[StandardTokenizer.IDEOGRAPHIC],
          StandardTokenizer.TOKEN_TYPES[StandardTokenizer.HIRAGANA],
          StandardTokenizer.TOKEN_TYPES[StandardTokenizer.KATAKANA],
          StandardTokenizer.TOKEN_TYPES[StandardTokenizer.HANGUL]);

  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final TypeAttribute type = addAttribute(TypeAttribute.class);
  private final PositionIncrementAttribute position =
      addAttribute(PositionIncrementAttribute.class);
  private String rest = "";
  private State state;

  PerCharacterFilter(TokenStream input) {
    super(input);
  }

  @Override
  public boolean incrementToken() throws IOException {
    if (rest.isEmpty()) {
      if (!input.incrementToken()) {
        return false;
      }
      if (!CUT.contains(type.type())) {
        return true;
      }
      rest = term.toString();
      state = captureState();
      take();
      return true;
    }
    restoreState(state);
    position.setPositionIncrement(1);
    take();
    return true;
  }

  private void take() {
    int end = rest.offsetByCodePoints(0, 1);
    term.setEmpty().append(rest, 0, end);
    rest = rest.substring(end);
  }

  @Override
  public void reset() throws IOException {
    super.reset();
    rest = "";
    state = null;
  }
}
