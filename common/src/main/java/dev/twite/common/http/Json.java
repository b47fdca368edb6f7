package dev.twite.common.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

/** JSON as the contract has it: snake_case, strict about what comes in. */
public final class Json {
  private static final int MAX_DEPTH = 32;

  private static final ObjectMapper MAPPER = mapper();
  private static final ObjectReader READER = MAPPER.reader();
  private static final ObjectWriter WRITER = MAPPER.writer();

  private Json() {}

  public static byte[] write(Object value) {
    try {
      return WRITER.writeValueAsBytes(value);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * Reads a body.
   *
   * @throws TwiteException MALFORMED_JSON when it is none; INVALID_REQUEST, naming the field, when
   *     a field is unknown or has the wrong type
   */
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      T value = READER.forType(type).readValue(json);
      if (value == null) {
        throw TwiteException.of(ErrorCode.MALFORMED_JSON, "The body is null, send an object");
      }
      return value;
    } catch (UnrecognizedPropertyException unknown) {
      throw TwiteException.invalid(
          pathOf(unknown),
          "unknown_field",
          "There is no such field; known are: " + knownOf(unknown));
    } catch (MismatchedInputException mismatch) {
      if (mismatch.getPath().isEmpty()) {
        throw TwiteException.of(ErrorCode.MALFORMED_JSON, "The body is not a JSON object");
      }
      throw TwiteException.invalid(
          pathOf(mismatch),
          "invalid_type",
          "Has the wrong type, expected " + nameOf(mismatch.getTargetType()));
    } catch (JsonProcessingException malformed) {
      String where =
          malformed.getLocation() == null
              ? ""
              : " at line "
                  + malformed.getLocation().getLineNr()
                  + ", column "
                  + malformed.getLocation().getColumnNr();
      throw TwiteException.of(ErrorCode.MALFORMED_JSON, "The body is not valid JSON" + where);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static String pathOf(JsonMappingException thrown) {
    return thrown.getPath().stream()
        .map(
            step ->
                step.getFieldName() == null
                    ? Integer.toString(step.getIndex())
                    : step.getFieldName())
        .collect(Collectors.joining("."));
  }

  private static String knownOf(UnrecognizedPropertyException thrown) {
    return thrown.getKnownPropertyIds().stream()
        .map(String::valueOf)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String nameOf(Class<?> type) {
    if (type == null) {
      return "another";
    }
    if (type == String.class) {
      return "a string";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return "a number";
    }
    return Iterable.class.isAssignableFrom(type) ? "a list" : "an object";
  }

  private static ObjectMapper mapper() {
    ObjectMapper mapper =
        JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                LogicalType.Textual,
                config ->
                    config
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build());
    return mapper;
  }
}
