import dev.twite.embedded.ServiceDatabase;
import dev.twite.embedded.TestServers;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;

/**
 * PostgreSQL, Redis and Kafka for the check of images, until it is ended. A source file that `java`
 * runs as it is, with the launcher's class path. In the folder that it is given it writes the
 * settings for a container, each a file named for its variable, then a picture, and `ready` when
 * all of it is there.
 */
final class CheckServers {
  private CheckServers() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Path settings = Files.createDirectories(folder.resolve("settings"));
    for (String service :
        List.of(
            "auth",
            "profile",
            "tweet",
            "follow",
            "like",
            "email",
            "notification",
            "media",
            "admin")) {
      ServiceDatabase database = TestServers.database(service, "twite");
      String prefix = "TWITE_" + service.toUpperCase(java.util.Locale.ROOT) + "_PG_";
      write(settings, prefix + "PASSWORD", database.app().password());
      write(settings, prefix + "OWNER_PASSWORD", database.owner().password());
    }
    write(settings, "TWITE_PG_URL", TestServers.postgres().jdbcUrl("twite"));
    write(settings, "TWITE_REDIS_URL", TestServers.redisUrl());
    write(settings, "TWITE_KAFKA_BOOTSTRAP", TestServers.kafka().bootstrapServers());
    write(settings, "TWITE_SERVICE_SECRET", UUID.randomUUID() + "-" + UUID.randomUUID());
    write(settings, "TWITE_PASSWORD_PEPPER", UUID.randomUUID() + "-" + UUID.randomUUID());
    picture(folder.resolve("picture.jpg"));
    Files.createFile(folder.resolve("ready"));
    Thread.currentThread().join();
  }

  private static void write(Path folder, String name, String value) throws IOException {
    Files.writeString(folder.resolve(name), value + "\n");
  }

  /** A JPEG, since that is what native code decodes. */
  private static void picture(Path file) throws IOException {
    BufferedImage image = new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.ORANGE);
    graphics.fillOval(60, 20, 200, 160);
    graphics.dispose();
    ImageIO.write(image, "jpg", file.toFile());
  }
}
