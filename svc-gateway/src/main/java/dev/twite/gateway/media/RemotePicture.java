package dev.twite.gateway.media;

import com.google.protobuf.ByteString;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.http.Picture;
import dev.twite.common.http.PictureDoor;
import dev.twite.proto.media.v1.MediaGrpc.MediaBlockingStub;
import dev.twite.proto.media.v1.OpenRequest;
import dev.twite.proto.media.v1.OpenResponse;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/**
 * The bytes of a picture from svc-media. The next piece is asked for when the last one has been
 * read; closing ends the call.
 */
public final class RemotePicture extends InputStream {
  private final Context.CancellableContext call;
  private final Iterator<OpenResponse> answers;
  private InputStream piece = InputStream.nullInputStream();

  private RemotePicture(Context.CancellableContext call, Iterator<OpenResponse> answers) {
    this.call = call;
    this.answers = answers;
  }

  /**
   * @param length 0 = to the end
   * @throws TwiteException MEDIA_NOT_FOUND, UNAVAILABLE
   */
  public static Picture open(MediaBlockingStub media, String key, long offset, long length) {
    Context.CancellableContext call = Context.current().withCancellation();
    OpenRequest request =
        OpenRequest.newBuilder().setKey(key).setOffset(offset).setLength(length).build();
    try {
      Iterator<OpenResponse> answers =
          call.wrap(
                  () ->
                      media
                          .withDeadlineAfter(PictureDoor.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                          .open(request))
              .call();
      if (!answers.hasNext()) {
        throw TwiteException.of(ErrorCode.UNAVAILABLE);
      }
      OpenResponse head = answers.next();
      return new Picture(
          Picture.contentType(key), head.getHead().getSize(), new RemotePicture(call, answers));
    } catch (Exception refused) {
      call.cancel(null);
      throw GrpcErrors.toError(refused);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int at, int length) throws IOException {
    int read = piece.read(to, at, length);
    while (read < 0) {
      try {
        if (!answers.hasNext()) {
          return -1;
        }
        ByteString next = answers.next().getData();
        piece = next.newInput();
      } catch (StatusRuntimeException broken) {
        throw new IOException("svc-media broke off", broken);
      }
      read = piece.read(to, at, length);
    }
    return read;
  }

  @Override
  public void close() {
    call.cancel(null);
  }
}
