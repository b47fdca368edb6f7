package dev.twite.media.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Picture;
import dev.twite.common.http.PictureDoor;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.media.Library;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.time.Duration;

/**
 * {@code GET /media/{key}} on a port, and so an origin, of its own: nothing a picture could do in a
 * browser would have to do with the API's origin (S18). What a CDN asks.
 */
public final class GetMedia implements Endpoint {
  private final Library library;

  @Inject
  GetMedia(Library library) {
    this.library = library;
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
        request,
        (key, offset, length) -> {
          Library.Opened opened = library.open(key, offset, length);
          InputStream bytes = opened.bytes();
          return new Picture(opened.contentType(), opened.size(), bytes);
        });
  }
}
