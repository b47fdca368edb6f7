package dev.twite.ctl;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.FieldError;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.GrpcErrors;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What a failed command says, and its exit code. */
final class Failures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception thrown, CommandLine line, ParseResult parsed) {
    PrintWriter err = line.getErr();
    try {
      if (thrown instanceof Refused refused) {
        err.println(refused.getMessage());
        return refused.exitCode();
      }
      TwiteException error = GrpcErrors.toError(thrown);
      err.println(error.detail());
      for (FieldError field : error.fields()) {
        err.println("  " + field.field() + ": " + field.detail());
      }
      error
          .retryAfter()
          .ifPresent(wait -> err.println("Try again in " + Math.max(1, wait.toSeconds()) + " s."));
      return exitCode(thrown, error, err);
    } finally {
      err.flush();
    }
  }

  private static int exitCode(Exception thrown, TwiteException error, PrintWriter err) {
    if (error.code() == ErrorCode.INVALID_REQUEST) {
      return Exit.WRONG_USE;
    }
    if (error.code() == ErrorCode.UNAUTHENTICATED) {
      err.println("Is TWITE_DATA_DIR, or TWITE_SERVICE_SECRET, that of the run?");
    }
    if (thrown instanceof StatusRuntimeException status && isNoAnswer(status)) {
      err.println("Does Twite run? `make run` starts it; TWITE_ADMIN_ADDR says where it is.");
      return Exit.UNREACHABLE;
    }
    return Exit.FAILED;
  }

  /** What svc-admin itself says has a code of ours in it. */
  private static boolean isNoAnswer(StatusRuntimeException status) {
    return switch (status.getStatus().getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED ->
          StatusProto.fromThrowable(status).getDetailsCount() == 0;
      default -> false;
    };
  }
}
