package dev.twite.search.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.ru.RussianLightStemFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Cuts texts into terms, whatever their language: words by Unicode's rules (UAX 29) without case
 * and accents, single characters where words have no spaces. With {@code stems}, English and
 * Russian words lose their endings: the one stemmer touches Latin letters only, the other Cyrillic
 * ones, so that a text may mix them. No word is left out.
 */
public final class TextAnalyzer extends Analyzer {
  private final boolean stems;

  /**
   * @param stems false for phrases, which are found as they are written
   */
  public TextAnalyzer(boolean stems) {
    this.stems = stems;
  }

  /** The terms of a text, in its order, one a position. */
  public List<String> terms(String text) {
    List<String> terms = new ArrayList<>();
    try (TokenStream stream = tokenStream("", TextForm.of(text))) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        terms.add(term.toString());
      }
      stream.end();
    } catch (IOException impossible) {
      throw new UncheckedIOException("Reading a text in memory", impossible);
    }
    return terms;
  }

  /** As a text has to be given to Lucene with this analyzer. */
  public static String form(String text) {
    return TextForm.of(text);
  }

  @Override
  protected TokenStreamComponents createComponents(String field) {
    Tokenizer words = new StandardTokenizer();
    TokenStream terms = new PerCharacterFilter(new ASCIIFoldingFilter(new LowerCaseFilter(words)));
    if (stems) {
      terms = new RussianLightStemFilter(new PorterStemFilter(new EnglishPossessiveFilter(terms)));
    }
    return new TokenStreamComponents(words, terms);
  }
}
