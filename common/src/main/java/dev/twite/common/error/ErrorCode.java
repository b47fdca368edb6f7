package dev.twite.common.error;

import io.grpc.Status;
import java.util.Locale;
import java.util.Optional;

/**
 * Every error a client can meet: its stable word, its HTTP status and its gRPC status. Mapped to
 * the two wires in exactly two places, {@code GrpcErrors} and {@code ProblemWriter}.
 *
 * <p>The word ({@link #word()}) is public contract: it never changes once released.
 */
public enum ErrorCode {
  INVALID_REQUEST(400, Status.Code.INVALID_ARGUMENT, "The request is not valid"),
  MALFORMED_JSON(400, Status.Code.INVALID_ARGUMENT, "The body is not valid JSON"),
  CANNOT_TARGET_SELF(400, Status.Code.INVALID_ARGUMENT, "This can't be done to yourself"),
  UNAUTHENTICATED(401, Status.Code.UNAUTHENTICATED, "Sign in to do this"),
  TOKEN_INVALID(401, Status.Code.UNAUTHENTICATED, "The token is not valid or no longer so"),
  TOKEN_EXPIRED(401, Status.Code.UNAUTHENTICATED, "The access token has expired"),
  SESSION_REVOKED(401, Status.Code.UNAUTHENTICATED, "The session has ended"),
  INVALID_CREDENTIALS(401, Status.Code.UNAUTHENTICATED, "The login or the password is wrong"),
  REFRESH_TOKEN_INVALID(
      401, Status.Code.UNAUTHENTICATED, "The refresh token is not valid or no longer so"),
  FORBIDDEN(403, Status.Code.PERMISSION_DENIED, "You are not allowed to do this"),
  ACCOUNT_BANNED(403, Status.Code.PERMISSION_DENIED, "The account is banned"),
  BLOCKED(403, Status.Code.PERMISSION_DENIED, "A block stands between you and this account"),
  FOLLOW_LIMIT_REACHED(
      403, Status.Code.PERMISSION_DENIED, "You follow as many accounts as one can"),
  NOT_FOUND(404, Status.Code.NOT_FOUND, "There is nothing at this address"),
  USER_NOT_FOUND(404, Status.Code.NOT_FOUND, "There is no such user"),
  TWEET_NOT_FOUND(404, Status.Code.NOT_FOUND, "There is no such tweet"),
  MEDIA_NOT_FOUND(404, Status.Code.NOT_FOUND, "There is no such picture"),
  SESSION_NOT_FOUND(404, Status.Code.NOT_FOUND, "There is no such session"),
  REPORT_NOT_FOUND(404, Status.Code.NOT_FOUND, "There is no such report"),
  METHOD_NOT_ALLOWED(405, Status.Code.UNIMPLEMENTED, "This address does not take that method"),
  HANDLE_TAKEN(409, Status.Code.ALREADY_EXISTS, "The handle is taken"),
  EMAIL_TAKEN(409, Status.Code.ALREADY_EXISTS, "The e-mail address has an account"),
  REPORT_CLOSED(409, Status.Code.ALREADY_EXISTS, "The report has been ended already"),
  BODY_TOO_LARGE(413, Status.Code.INVALID_ARGUMENT, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(
      415, Status.Code.INVALID_ARGUMENT, "This kind of content is not taken here"),
  IDEMPOTENCY_KEY_REUSED(
      422, Status.Code.FAILED_PRECONDITION, "The Idempotency-Key was used with another request"),
  RATE_LIMITED(429, Status.Code.RESOURCE_EXHAUSTED, "Too many requests"),
  CANCELLED(499, Status.Code.CANCELLED, "The client went away"),
  INTERNAL(500, Status.Code.INTERNAL, "Something went wrong on our side"),
  OVERLOADED(503, Status.Code.RESOURCE_EXHAUSTED, "The service is busy, try again in a moment"),
  UNAVAILABLE(
      503, Status.Code.UNAVAILABLE, "A part of the service is unavailable, try again in a moment"),
  DEADLINE_EXCEEDED(
      504, Status.Code.DEADLINE_EXCEEDED, "The service took too long, try again in a moment");

  private final int httpStatus;
  private final Status.Code grpcCode;
  private final String title;
  private final String word;

  ErrorCode(int httpStatus, Status.Code grpcCode, String title) {
    this.httpStatus = httpStatus;
    this.grpcCode = grpcCode;
    this.title = title;
    this.word = name().toLowerCase(Locale.ROOT);
  }

  /** HTTP status, 4xx or 5xx. */
  public int httpStatus() {
    return httpStatus;
  }

  public Status.Code grpcCode() {
    return grpcCode;
  }

  /** A sentence for people; fixed, so it can't leak anything. */
  public String title() {
    return title;
  }

  /** The stable word in {@code code}, e.g. {@code handle_taken}. */
  public String word() {
    return word;
  }

  /** The code of that name, if there is one. */
  public static Optional<ErrorCode> byName(String name) {
    for (ErrorCode code : values()) {
      if (code.name().equals(name)) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }
}
