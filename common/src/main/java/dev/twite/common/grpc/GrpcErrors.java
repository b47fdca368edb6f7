package dev.twite.common.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.FieldError;
import dev.twite.common.error.Outages;
import dev.twite.common.error.TwiteException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Errors on the gRPC wire: one of the two places where {@link ErrorCode} is mapped. The richer
 * error model of google.rpc carries the code (ErrorInfo.reason), the faulty fields (BadRequest) and
 * the wait (RetryInfo).
 */
public final class GrpcErrors {
  private static final Logger log = LoggerFactory.getLogger(GrpcErrors.class);
  private static final String DOMAIN = "twite";

  private GrpcErrors() {}

  /**
   * What a caller is told of an exception. Unknown ones are logged whole here and told as a fixed
   * text.
   */
  public static StatusRuntimeException toStatus(Throwable thrown) {
    TwiteException error = toError(thrown);
    Status.Builder status =
        Status.newBuilder()
            .setCode(error.code().grpcCode().value())
            .setMessage(error.detail())
            .addDetails(
                Any.pack(
                    ErrorInfo.newBuilder()
                        .setReason(error.code().name())
                        .setDomain(DOMAIN)
                        .build()));
    if (!error.fields().isEmpty()) {
      BadRequest.Builder bad = BadRequest.newBuilder();
      for (FieldError field : error.fields()) {
        bad.addFieldViolationsBuilder()
            .setField(field.field())
            .setReason(field.code())
            .setDescription(field.detail());
      }
      status.addDetails(Any.pack(bad.build()));
    }
    error
        .retryAfter()
        .ifPresent(
            wait ->
                status.addDetails(
                    Any.pack(
                        RetryInfo.newBuilder()
                            .setRetryDelay(
                                Duration.newBuilder()
                                    .setSeconds(wait.getSeconds())
                                    .setNanos(wait.getNano()))
                            .build())));
    return StatusProto.toStatusRuntimeException(status.build());
  }

  /** Any exception as an error of the contract. */
  public static TwiteException toError(Throwable thrown) {
    if (thrown instanceof TwiteException error) {
      return error;
    }
    if (thrown instanceof StatusRuntimeException status) {
      Optional<TwiteException> received = fromStatus(status);
      if (received.isPresent()) {
        return received.get();
      }
    }
    Optional<ErrorCode> outage = Outages.codeOf(thrown);
    if (outage.isPresent()) {
      log.warn("A part this request needs is away: {}", thrown.toString());
      return TwiteException.of(outage.get());
    }
    log.error("Unexpected failure", thrown);
    return TwiteException.of(ErrorCode.INTERNAL);
  }

  private static Optional<TwiteException> fromStatus(StatusRuntimeException thrown) {
    Status status = StatusProto.fromThrowable(thrown);
    if (status == null) {
      return Optional.empty();
    }
    Optional<ErrorCode> code = Optional.empty();
    List<FieldError> fields = new ArrayList<>();
    Optional<java.time.Duration> retryAfter = Optional.empty();
    try {
      for (Any detail : status.getDetailsList()) {
        if (detail.is(ErrorInfo.class)) {
          code = ErrorCode.byName(detail.unpack(ErrorInfo.class).getReason());
        } else if (detail.is(BadRequest.class)) {
          for (BadRequest.FieldViolation field :
              detail.unpack(BadRequest.class).getFieldViolationsList()) {
            fields.add(new FieldError(field.getField(), field.getReason(), field.getDescription()));
          }
        } else if (detail.is(RetryInfo.class)) {
          Duration delay = detail.unpack(RetryInfo.class).getRetryDelay();
          retryAfter =
              Optional.of(java.time.Duration.ofSeconds(delay.getSeconds(), delay.getNanos()));
        }
      }
    } catch (InvalidProtocolBufferException malformed) {
      log.error("A service answered with malformed error details", malformed);
      return Optional.empty();
    }
    Optional<java.time.Duration> wait = retryAfter;
    return code.map(known -> TwiteException.received(known, status.getMessage(), fields, wait));
  }
}
