package io.ameles.demo.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fashion-MNIST from its publisher, kept in a cache directory.
 *
 * <p>The publisher offers plain HTTP and MD5 checksums. They protect from damage, not from an
 * attacker; that is enough for images which are only ever data. Every file is checked each time it
 * is used, and appears in the cache under its name only once it is whole.
 */
final class FashionMnistDownload {

  private static final Logger LOG = LoggerFactory.getLogger(FashionMnistDownload.class);

  private static final URI PUBLISHER =
      URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/");

  private static final String TRAIN_IMAGES = "train-images-idx3-ubyte.gz";
  private static final String TRAIN_LABELS = "train-labels-idx1-ubyte.gz";
  private static final String TEST_IMAGES = "t10k-images-idx3-ubyte.gz";
  private static final String TEST_LABELS = "t10k-labels-idx1-ubyte.gz";

  /** From the README of github.com/zalandoresearch/fashion-mnist. */
  static final Map<String, String> PUBLISHED_MD5 =
      Map.of(
          TRAIN_IMAGES, "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
          TRAIN_LABELS, "25c81989df183df01b3e8a0aad5dffbe",
          TEST_IMAGES, "bef4ecab320f06d8554ea6380940ec79",
          TEST_LABELS, "bb300cfdad3c16e7a12a480ee83cd310");

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration FILE_TIMEOUT = Duration.ofMinutes(10);

  private final URI base;
  private final Map<String, String> md5ByFile;
  private final Path cache;
  private final Duration fileTimeout;

  /**
   * @param base where the four files are, ends in a slash
   * @param md5ByFile lower-case hexadecimal checksums of the compressed files
   * @param fileTimeout how long one file may take
   */
  FashionMnistDownload(URI base, Map<String, String> md5ByFile, Path cache, Duration fileTimeout) {
    this.base = base;
    this.md5ByFile = Map.copyOf(md5ByFile);
    this.cache = cache;
    this.fileTimeout = fileTimeout;
  }

  static FashionMnistDownload published(Path cache) {
    return new FashionMnistDownload(PUBLISHER, PUBLISHED_MD5, cache, FILE_TIMEOUT);
  }

  /**
   * The data set, its rows in the order of the {@code .npy.gz} files: by label, and within a label
   * as published.
   *
   * @throws DatasetNotFoundException when a file is neither in the cache nor to be had
   * @throws ChecksumMismatchException when the publisher's file is not the published one
   */
  Dataset read() {
    return StoredDataset.FASHION_MNIST.of(
        rows(TRAIN_IMAGES, TRAIN_LABELS), rows(TEST_IMAGES, TEST_LABELS));
  }

  /** Where the files come from and where they are kept, for messages. */
  String explain() {
    return "download from %s into %s".formatted(base, cache);
  }

  private LabelledRows rows(String images, String labels) {
    Path labelFile = cached(labels);
    byte[] labelOfRow = IdxArray.read(labelFile, 1).values();
    IdxArray pixels = IdxArray.read(cached(images), 3);
    try {
      return byLabel(pixels, labelOfRow);
    } catch (IllegalArgumentException e) {
      throw new MalformedDatasetException(labelFile, String.valueOf(e.getMessage()), e);
    }
  }

  /** Sorts the rows by label; those of one label stay in order. */
  private static LabelledRows byLabel(IdxArray pixels, byte[] labelOfRow) {
    StoredDataset shape = StoredDataset.FASHION_MNIST;
    if (!Arrays.equals(pixels.shape(), shape.shape(labelOfRow.length))) {
      throw new IllegalArgumentException(
          "%d labels for images %s".formatted(labelOfRow.length, Arrays.toString(pixels.shape())));
    }
    int dimension = shape.dimension();
    byte[] sortedPixels = new byte[pixels.values().length];
    int[] sortedLabels = new int[labelOfRow.length];
    int to = 0;
    for (int label = 0; label < 256; label++) {
      for (int from = 0; from < labelOfRow.length; from++) {
        if ((labelOfRow[from] & 0xff) == label) {
          System.arraycopy(
              pixels.values(), from * dimension, sortedPixels, to * dimension, dimension);
          sortedLabels[to++] = label;
        }
      }
    }
    return shape.rows(sortedPixels, sortedLabels);
  }

  private Path cached(String file) {
    Path target = cache.resolve(file);
    try {
      if (!Files.exists(target) || !md5(target).equals(md5ByFile.get(file))) {
        Files.createDirectories(cache);
        download(file, target);
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep %s in %s".formatted(file, cache), e);
    }
  }

  private void download(String file, Path target) throws IOException {
    URI source = base.resolve(file);
    Path part = Files.createTempFile(cache, file, ".part");
    try {
      fetch(source, part);
      String found = md5(part);
      String expected = String.valueOf(md5ByFile.get(file));
      if (!found.equals(expected)) {
        throw new ChecksumMismatchException(source, expected, found);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      LOG.info("Downloaded {} to {} ({} bytes)", source, target, Files.size(target));
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void fetch(URI source, Path target) {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    CompletableFuture<HttpResponse<Path>> response =
        client.sendAsync(
            HttpRequest.newBuilder(source).build(), HttpResponse.BodyHandlers.ofFile(target));
    try {
      int status = response.get(fileTimeout.toMillis(), TimeUnit.MILLISECONDS).statusCode();
      if (status != 200) {
        throw new DatasetNotFoundException("%s answers with status %d".formatted(source, status));
      }
    } catch (ExecutionException e) {
      throw new DatasetNotFoundException("%s: %s".formatted(source, e.getCause()), e);
    } catch (TimeoutException e) {
      throw new DatasetNotFoundException(
          "%s took longer than %s".formatted(source, fileTimeout), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatasetNotFoundException(source + ": interrupted", e);
    } finally {
      response.cancel(true);
    }
  }

  private static String md5(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance("MD5"))) {
      digesting.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has MD5", e);
    }
  }
}
