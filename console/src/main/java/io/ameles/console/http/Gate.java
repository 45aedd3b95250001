package io.ameles.console.http;

import io.ameles.console.access.Caller;
import io.ameles.console.access.LiveTokens;
import io.ameles.console.access.Right;
import io.ameles.console.access.Sessions;
import io.javalin.http.Context;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** Decides who gets in, and with which rights. Thread-safe. */
final class Gate {
  /** Name of the cookie of a session. */
  static final String COOKIE = "ameles-session";

  private static final String BEARER = "Bearer ";
  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "DELETE");
  private static final Set<String> SAFE = Set.of("GET", "HEAD");
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  /** What proxies add: a request with one of them does not come from this machine's user. */
  private static final List<String> OF_PROXIES =
      List.of(
          "Forwarded",
          "X-Forwarded-For",
          "X-Forwarded-Host",
          "X-Forwarded-Proto",
          "X-Real-IP",
          "Via");

  private static final int LONGEST_TOKEN = 256;

  private final Hosts hosts;
  private final @Nullable URI publicOrigin;
  private final @Nullable LiveTokens tokens;
  private final Sessions sessions;
  private final Tls.@Nullable Clients clients;

  Gate(Listen listen, @Nullable LiveTokens tokens, Sessions sessions) {
    this.hosts = Hosts.of(listen);
    this.publicOrigin = listen.publicOrigin();
    this.tokens = tokens;
    this.sessions = sessions;
    this.clients = listen.tls() == null ? null : listen.tls().clients();
  }

  /** Refuses what no page and no program of ours sends; before anything else. */
  void admit(Context exchange) {
    String method = exchange.req().getMethod();
    if (!METHODS.contains(method) || exchange.header("X-HTTP-Method-Override") != null) {
      throw new Problem(
          Problem.Kind.METHOD_NOT_ALLOWED, "The console knows GET, HEAD, POST and DELETE.");
    }
    String host = exchange.header("Host");
    if (host == null || !hosts.isKnown(host)) {
      throw new Problem(
          Problem.Kind.UNKNOWN_HOST,
          "Call it localhost or by its address, or add the name to console.hosts.");
    }
    if (!SAFE.contains(method)) {
      requireOwnPage(exchange, host);
      boolean json = isJson(exchange.header("Content-Type"));
      if (method.equals("POST") && !json) {
        throw new Problem(Problem.Kind.NOT_JSON, "Send Content-Type: application/json.");
      }
    }
  }

  private static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    String type = contentType.toLowerCase(Locale.ROOT).replace(" ", "");
    return type.equals("application/json") || type.equals("application/json;charset=utf-8");
  }

  /** Browsers say from where they were made to ask; programs say nothing. */
  private void requireOwnPage(Context exchange, String host) {
    String site = exchange.header("Sec-Fetch-Site");
    String origin = exchange.header("Origin");
    String own =
        publicOrigin == null ? exchange.req().getScheme() + "://" + host : publicOrigin.toString();
    boolean foreign =
        (site != null && !OWN_SITE.contains(site)) || (origin != null && !isSame(origin, own));
    if (foreign) {
      throw new Problem(Problem.Kind.CROSS_ORIGIN, "Only the console's own page may ask for this.");
    }
  }

  private static boolean isSame(String origin, String own) {
    Optional<String> wanted = normal(own);
    return wanted.isPresent() && wanted.equals(normal(origin));
  }

  /** An origin in lower case and without the port that its scheme has anyway. */
  private static Optional<String> normal(String origin) {
    try {
      URI uri = new URI(origin.toLowerCase(Locale.ROOT));
      String scheme = uri.getScheme();
      String authority = uri.getRawAuthority();
      if (scheme == null || authority == null) {
        return Optional.empty();
      }
      String usual = scheme.equals("https") ? ":443$" : ":80$";
      return Optional.of(scheme + "://" + authority.replaceFirst(usual, ""));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Who asks. */
  Caller caller(Context exchange) {
    if (tokens == null && clients == null) {
      requireNoProxy(exchange);
      return Caller.local();
    }
    return byToken(exchange)
        .or(() -> bySession(exchange))
        .or(() -> byCertificate(exchange))
        .orElseGet(Caller::nobody);
  }

  private static void requireNoProxy(Context exchange) {
    if (OF_PROXIES.stream().anyMatch(name -> exchange.header(name) != null)) {
      throw new Problem(
          Problem.Kind.FORBIDDEN,
          "The request came through a proxy, so it may be anybody's: behind one, the console needs console.tokens-file and console.public-origin.");
    }
  }

  /** Whoever asks, if he may do this. */
  Caller require(Context exchange, Right right) {
    Caller caller = caller(exchange);
    if (caller.rights().contains(right)) {
      return caller;
    }
    if (!caller.name().isEmpty()) {
      throw new Problem(Problem.Kind.FORBIDDEN, "It takes the right %s.".formatted(right.text()));
    }
    exchange.header("WWW-Authenticate", "Bearer realm=\"ameles\"");
    throw new Problem(
        Problem.Kind.UNAUTHENTICATED,
        "Send Authorization: Bearer with a token, or log in at /session, or show a certificate.");
  }

  private Optional<Caller> byToken(Context exchange) {
    String header = exchange.header("Authorization");
    return header != null && header.startsWith(BEARER)
        ? find(header.substring(BEARER.length()))
        : Optional.empty();
  }

  private Optional<Caller> find(String token) {
    return tokens != null && token.length() <= LONGEST_TOKEN
        ? tokens.now().find(token)
        : Optional.empty();
  }

  private Optional<Caller> bySession(Context exchange) {
    String cookie = exchange.cookie(COOKIE);
    return cookie == null || tokens == null
        ? Optional.empty()
        : sessions.find(cookie, tokens.now());
  }

  private Optional<Caller> byCertificate(Context exchange) {
    Object shown = exchange.req().getAttribute(CERTIFICATES);
    if (clients == null || !(shown instanceof X509Certificate[] chain) || chain.length == 0) {
      return Optional.empty();
    }
    X500Principal subject = chain[0].getSubjectX500Principal();
    for (Map.Entry<String, Set<Right>> client : clients.rights().entrySet()) {
      if (new X500Principal(client.getKey()).equals(subject)) {
        return Optional.of(new Caller(client.getKey(), client.getValue()));
      }
    }
    return Optional.empty();
  }

  /** Begins a session for whoever has this token; returns the cookie's value. */
  String logIn(String token) {
    if (find(token).isEmpty()) {
      throw new Problem(Problem.Kind.UNAUTHENTICATED, "There is no such token.");
    }
    return sessions.begin(token);
  }

  /** Ends the session, if there is one. */
  void logOut(Context exchange) {
    String cookie = exchange.cookie(COOKIE);
    if (cookie != null) {
      sessions.end(cookie);
    }
  }
}
