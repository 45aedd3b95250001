package io.ameles.demo.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FashionMnistDownloadTest {

  private static final String TRAIN_IMAGES = "train-images-idx3-ubyte.gz";
  private static final String TRAIN_LABELS = "train-labels-idx1-ubyte.gz";
  private static final String TEST_IMAGES = "t10k-images-idx3-ubyte.gz";
  private static final String TEST_LABELS = "t10k-labels-idx1-ubyte.gz";

  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  @TempDir Path cache;

  private final Map<String, byte[]> published = new HashMap<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private HttpServer publisher;

  @BeforeEach
  void publish() throws IOException {
    put(TRAIN_IMAGES, images(10, 11, 12, 13, 14));
    put(TRAIN_LABELS, DatasetFixtures.idx(new byte[] {9, 0, 9, 3, 0}, 5));
    put(TEST_IMAGES, images(20, 21));
    put(TEST_LABELS, DatasetFixtures.idx(new byte[] {1, 0}, 2));
    publisher = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    publisher.createContext(
        "/",
        exchange -> {
          String file = exchange.getRequestURI().getPath().substring(1);
          requests.add(file);
          byte[] content = published.get(file);
          if (content == null) {
            exchange.sendResponseHeaders(404, -1);
          } else {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
          }
          exchange.close();
        });
    publisher.start();
  }

  @AfterEach
  void stopPublisher() {
    publisher.stop(0);
  }

  @Test
  void rowsComeByLabelAndThenAsPublished() {
    Dataset dataset = download(published()).read();

    assertThat(dataset.name()).isEqualTo("fashion-mnist");
    assertThat(dataset.dimension()).isEqualTo(784);
    assertThat(firstBytes(dataset.train())).containsExactly(11, 14, 13, 10, 12);
    assertThat(labels(dataset.train())).containsExactly("0", "0", "3", "9", "9");
    assertThat(firstBytes(dataset.test())).containsExactly(21, 20);
    assertThat(labels(dataset.test())).containsExactly("0", "1");
  }

  @Test
  void rowsAreThoseOfTheNpyFilesInTheirOrder() {
    byte[] sorted =
        NpyArray.read(
                DatasetFixtures.realFile(StoredDataset.FASHION_MNIST, "test_images_u8.npy.gz"))
            .uint8();
    byte[] dealt = new byte[sorted.length];
    byte[] labels = new byte[sorted.length / 784];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = (byte) (row % 10);
      int from = row % 10 * 1_000 + row / 10;
      System.arraycopy(sorted, from * 784, dealt, row * 784, 784);
    }
    put(TEST_IMAGES, DatasetFixtures.idx(dealt, labels.length, 28, 28));
    put(TEST_LABELS, DatasetFixtures.idx(labels, labels.length));

    LabelledRows downloaded = download(published()).read().test();
    LabelledRows stored = DatasetFixtures.realCatalog().load("fashion-mnist").test();

    assertThat(labels(downloaded)).isEqualTo(labels(stored));
    for (int row = 0; row < stored.size(); row++) {
      assertThat(downloaded.features(row)).isEqualTo(stored.features(row));
    }
  }

  @Test
  void whatIsCachedIsNotDownloadedAgain() throws IOException {
    FashionMnistDownload download = download(published());
    download.read();
    assertThat(requests)
        .containsExactlyInAnyOrder(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS);
    assertThat(cachedFiles())
        .containsExactlyInAnyOrder(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS);

    requests.clear();
    download.read();
    assertThat(requests).isEmpty();
  }

  @Test
  void damagedFileInTheCacheIsDownloadedAgain() throws IOException {
    FashionMnistDownload download = download(published());
    download.read();
    requests.clear();
    Files.write(cache.resolve(TEST_LABELS), new byte[] {1});

    assertThat(labels(download.read().test())).containsExactly("0", "1");
    assertThat(requests).containsExactly(TEST_LABELS);
  }

  @Test
  void wrongChecksumIsRefusedAndNothingKept() throws IOException {
    Map<String, String> checksums = published();
    put(TRAIN_LABELS, DatasetFixtures.idx(new byte[] {0, 0, 0, 0, 0}, 5));

    FashionMnistDownload download = download(checksums);

    assertThatThrownBy(download::read)
        .isInstanceOf(ChecksumMismatchException.class)
        .hasMessageContaining(TRAIN_LABELS)
        .hasMessageContaining("MD5 should be " + checksums.get(TRAIN_LABELS))
        .hasMessageContaining("is " + md5(published.get(TRAIN_LABELS)));
    assertThat(cachedFiles()).doesNotContain(TRAIN_LABELS).noneMatch(it -> it.endsWith(".part"));
  }

  @Test
  void checksumsOfThePublisherAreRequired() {
    FashionMnistDownload download =
        new FashionMnistDownload(
            publisherUri(), FashionMnistDownload.PUBLISHED_MD5, cache, TIMEOUT);

    assertThatThrownBy(download::read)
        .isInstanceOf(ChecksumMismatchException.class)
        .hasMessageContaining("MD5 should be 25c81989df183df01b3e8a0aad5dffbe");
  }

  @Test
  void missingFileIsNotFound() throws IOException {
    Map<String, String> checksums = published();
    published.remove(TEST_IMAGES);

    assertThatThrownBy(() -> download(checksums).read())
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageEndingWith(TEST_IMAGES + " answers with status 404");
    assertThat(cachedFiles()).noneMatch(it -> it.endsWith(".part"));
  }

  @Test
  void unreachablePublisherIsNotFound() {
    FashionMnistDownload download = download(published());
    publisher.stop(0);

    assertThatThrownBy(download::read)
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContaining("ConnectException");
  }

  @Test
  void publisherThatStallsIsGivenUp() throws IOException {
    CountDownLatch givenUp = new CountDownLatch(1);
    publisher.removeContext("/");
    publisher.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
          await(givenUp);
          exchange.close();
        });
    FashionMnistDownload download =
        new FashionMnistDownload(publisherUri(), published(), cache, Duration.ofMillis(300));

    try {
      assertThatThrownBy(download::read)
          .isInstanceOf(DatasetNotFoundException.class)
          .hasMessageEndingWith("took longer than PT0.3S");
      assertThat(cachedFiles()).isEmpty();
    } finally {
      givenUp.countDown();
    }
  }

  @Test
  void otherNumberOfLabelsThanImagesIsRefused() {
    put(TEST_LABELS, DatasetFixtures.idx(new byte[] {1, 0, 2}, 3));

    assertThatThrownBy(() -> download(published()).read())
        .isInstanceOf(MalformedDatasetException.class)
        .hasMessageEndingWith(TEST_LABELS + ": 3 labels for images [2, 28, 28]");
  }

  @Test
  void impossibleLabelIsRefused() {
    put(TEST_LABELS, DatasetFixtures.idx(new byte[] {1, 10}, 2));

    assertThatThrownBy(() -> download(published()).read())
        .isInstanceOf(MalformedDatasetException.class)
        .hasMessageEndingWith(TEST_LABELS + ": row 1 has label 10, there are 10 labels");
  }

  private FashionMnistDownload download(Map<String, String> checksums) {
    return new FashionMnistDownload(publisherUri(), checksums, cache, TIMEOUT);
  }

  private URI publisherUri() {
    InetSocketAddress address = publisher.getAddress();
    return URI.create(
        "http://%s:%d/".formatted(address.getAddress().getHostAddress(), address.getPort()));
  }

  private Map<String, String> published() {
    Map<String, String> checksums = new HashMap<>();
    published.forEach((file, content) -> checksums.put(file, md5(content)));
    return checksums;
  }

  private void put(String file, byte[] idx) {
    published.put(file, DatasetFixtures.gzip(idx));
  }

  private List<String> cachedFiles() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** Images that consist of their first byte only. */
  private static byte[] images(int... firstBytes) {
    byte[] values = new byte[firstBytes.length * 784];
    for (int i = 0; i < firstBytes.length; i++) {
      values[i * 784] = (byte) firstBytes[i];
    }
    return DatasetFixtures.idx(values, firstBytes.length, 28, 28);
  }

  private static List<Integer> firstBytes(LabelledRows rows) {
    List<Integer> firstBytes = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      firstBytes.add(Math.round(rows.features(row)[0] * 255));
    }
    return firstBytes;
  }

  private static List<String> labels(LabelledRows rows) {
    List<String> labels = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      labels.add(rows.label(row));
    }
    return labels;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String md5(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
