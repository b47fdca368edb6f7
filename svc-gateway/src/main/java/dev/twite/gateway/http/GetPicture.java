package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Picture;
import dev.twite.common.http.PictureDoor;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.media.RemotePicture;
import dev.twite.proto.media.v1.MediaGrpc.MediaBlockingStub;
import jakarta.inject.Inject;
import java.time.Duration;

/** The bytes behind a picture's link, for who has no origin of its own for them. */
final class GetPicture implements Endpoint {
  private final MediaBlockingStub media;

  @Inject
  GetPicture(MediaBlockingStub media) {
    this.media = media;
  }

  @Override
  public Route route() {
    return Route.get(Picture.PATH, Access.OPEN);
  }

  @Override
  public Duration streamsFor() {
    return PictureDoor.PATIENCE;
  }

  @Override
  public Response handle(Request request) {
    return PictureDoor.answer(
        request, (key, offset, length) -> RemotePicture.open(media, key, offset, length));
  }
}
