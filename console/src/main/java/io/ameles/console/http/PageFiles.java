package io.ameles.console.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page and what it needs, from the class path. Thread-safe. */
final class PageFiles {
  private static final String PAGE = "/io/ameles/console/page/";
  private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
  private static final String CHARTS_PATH = "lib/uplot/";
  private static final Pattern PATH =
      Pattern.compile("(?:[A-Za-z0-9_-]+/){0,4}[A-Za-z0-9_-][A-Za-z0-9._-]*\\.([a-z0-9]{1,5})");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "json", "application/json",
          "png", "image/png",
          "ico", "image/x-icon",
          "woff2", "font/woff2",
          "txt", "text/plain; charset=utf-8");

  private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Loaded(byte[] bytes, String type, String tag, String cacheControl) {}

  /** Answers with the file of this path. */
  void serve(Context exchange) {
    String path = exchange.path().equals("/") ? "index.html" : exchange.path().substring(1);
    Loaded file = load(path).orElseThrow(PageFiles::absent);
    exchange
        .header("Cache-Control", file.cacheControl)
        .header("ETag", file.tag)
        .contentType(file.type);
    if (file.tag.equals(exchange.header("If-None-Match"))) {
      exchange.status(304);
      return;
    }
    exchange.result(file.bytes);
  }

  private static Problem absent() {
    return new Problem(Problem.Kind.NOT_FOUND, "There is nothing at this path.");
  }

  private Optional<Loaded> load(String path) {
    Loaded known = loaded.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    Matcher matcher = PATH.matcher(path);
    String type = matcher.matches() ? TYPES.get(matcher.group(1)) : null;
    if (type == null) {
      return Optional.empty();
    }
    boolean chart = path.startsWith(CHARTS_PATH);
    byte[] bytes = read(chart ? CHARTS + path.substring(CHARTS_PATH.length()) : PAGE + path);
    if (bytes == null) {
      return Optional.empty();
    }
    Loaded file =
        new Loaded(bytes, type, tag(bytes), chart ? "public, max-age=2592000" : "no-cache");
    loaded.put(path, file);
    return Optional.of(file);
  }

  private static byte @Nullable [] read(String resource) {
    try (InputStream in = PageFiles.class.getResourceAsStream(resource)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(hash, 0, 16) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
