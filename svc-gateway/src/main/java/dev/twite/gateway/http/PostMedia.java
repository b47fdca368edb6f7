package dev.twite.gateway.http;

import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.FormParts;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.Pictures;
import dev.twite.gateway.media.PictureUpload;
import dev.twite.proto.media.v1.MediaGrpc.MediaBlockingStub;
import jakarta.inject.Inject;
import java.time.Duration;

/** A picture, passed on to svc-media while it comes in. */
final class PostMedia implements Endpoint {
  /** The largest file, and what a form puts around it. */
  private static final long MAX_BODY = (15 << 20) + (32 << 10);

  /** What that takes at the least rate (HTTP_LEAST_RATE), and some for our side. */
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private final MediaBlockingStub media;
  private final Pictures pictures;

  @Inject
  PostMedia(MediaBlockingStub media, Pictures pictures) {
    this.media = media;
    this.pictures = pictures;
  }

  @Override
  public Route route() {
    return Route.post("/v1/media", Access.USER);
  }

  @Override
  public Duration streamsFor() {
    return PATIENCE;
  }

  @Override
  public Response handle(Request request) {
    try (PictureUpload upload = new PictureUpload(media, PATIENCE)) {
      request.form(MAX_BODY, new Parts(upload));
      return Response.created(pictures.view(upload.finish()));
    }
  }

  private record Parts(PictureUpload upload) implements FormParts {
    @Override
    public void field(String name, String value) {
      if (!name.equals("alt")) {
        throw unknown(name, name.equals("file"));
      }
      upload.describe(value);
    }

    @Override
    public void file(String name, byte[] piece) {
      if (!name.equals("file")) {
        throw unknown(name, name.equals("alt"));
      }
      upload.add(piece);
    }

    private static TwiteException unknown(String name, boolean known) {
      return known
          ? TwiteException.invalid(name, "invalid_type", "file is a file, and alt is a text")
          : TwiteException.invalid(name, "unknown_field", "A form has a file and an alt");
    }
  }
}
