package io.ameles.console.http;

import io.ameles.console.access.Caller;
import io.ameles.console.access.LiveTokens;
import io.ameles.console.access.Right;
import io.ameles.console.access.Sessions;
import io.ameles.console.answer.Exposition;
import io.ameles.console.answer.Health;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.javalin.http.SameSite;
import io.javalin.util.JavalinBindException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: who gets in, where everything is, and how it fails. */
public final class ConsoleServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);

  private final Listen listen;
  private final Services services;
  private final Gate gate;
  private final LiveStream live;
  private final ReadRoutes reads;
  private final ActRoutes acts;
  private final PageFiles page = new PageFiles();
  private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
  private final Javalin server;

  private ConsoleServer(Listen listen, Services services) {
    this.listen = listen;
    this.services = services;
    Path tokens = listen.tokens();
    this.gate =
        new Gate(
            listen,
            tokens == null ? null : LiveTokens.read(tokens, services.clock()),
            new Sessions(new SecureRandom(), services.clock()));
    this.live = new LiveStream(services.picture(), services.states());
    this.reads = new ReadRoutes(services);
    this.acts = new ActRoutes(services, new Pace(services.clock()));
    this.server = Javalin.create(this::configure);
  }

  /**
   * Begins to answer.
   *
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} if it may not listen there or
   *     cannot, because the port is taken for example
   */
  public static ConsoleServer start(Listen listen, Services services) {
    listen.requireSafe();
    Connectors.requireStores(listen);
    ConsoleServer console = new ConsoleServer(listen, services);
    try {
      console.server.start();
    } catch (JavalinBindException e) {
      console.close();
      throw new PortTaken(listen.bind(), listen.port(), e);
    } catch (RuntimeException e) {
      console.close();
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "The console cannot listen at %s:%d: check console.bind, console.port and console.tls."
              .formatted(listen.bind(), listen.port()),
          e);
    }
    return console;
  }

  /** The address of the page. */
  public URI uri() {
    String scheme = listen.tls() == null ? "http" : "https";
    boolean here = listen.address().isLoopbackAddress() || listen.address().isAnyLocalAddress();
    String host = here ? "localhost" : listen.bind();
    return URI.create(
        "%s://%s:%d/"
            .formatted(scheme, host.contains(":") ? "[" + host + "]" : host, server.port()));
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.GZIP;
    config.http.prefer405over404 = true;
    Connectors.configure(config, listen);
    RoutesConfig routes = config.routes;
    routes.before(this::admit);
    routes.after(this::count);
    failures(routes);
    open(routes);
    reads(routes);
    acts(routes);
    routes.get("/<file>", page::serve); // the last, because the first that matches answers
    config.router.javaLangErrorHandler(
        (response, error) -> {
          response.setStatus(Problem.Kind.DEFECT.status());
          LOG.error("A request ended with {}", error.getClass().getName());
        });
  }

  private void admit(Context exchange) {
    Headers.set(exchange, listen.isSecure());
    gate.admit(exchange);
  }

  private void count(Context exchange) {
    answers.computeIfAbsent(exchange.statusCode(), status -> new LongAdder()).increment();
  }

  private static void failures(RoutesConfig routes) {
    routes.exception(Problem.class, (problem, exchange) -> Reply.problem(exchange, problem));
    routes.exception(
        HttpResponseException.class,
        (failure, exchange) -> Reply.problem(exchange, problem(failure)));
    routes.exception(
        AmelesException.class,
        (failure, exchange) -> {
          LOG.warn("A request could not be answered: {}", failure.code());
          Reply.problem(exchange, problem(failure));
        });
    routes.exception(
        Exception.class,
        (failure, exchange) -> {
          // Without its message, which may quote what was asked.
          LOG.error("A defect: {}", failure.getClass().getName(), Trace.of(failure));
          Reply.problem(
              exchange,
              new Problem(Problem.Kind.DEFECT, "The console's log says more; please report it."));
        });
  }

  private static Problem problem(AmelesException failure) {
    return new Problem(
        Problem.Kind.UNAVAILABLE,
        switch (failure.code()) {
          case KAFKA -> "Kafka does not answer; try again later.";
          default -> String.valueOf(failure.getMessage());
        });
  }

  private static Problem problem(HttpResponseException failure) {
    return switch (failure.getStatus()) {
      case 404 -> new Problem(Problem.Kind.NOT_FOUND, "There is nothing at this path.");
      case 405 -> new Problem(Problem.Kind.METHOD_NOT_ALLOWED, "Not at this path.");
      case 413 -> new Problem(Problem.Kind.TOO_LARGE, "The body is too large.");
      default -> new Problem(Problem.Kind.BAD_REQUEST, "The request cannot be understood.");
    };
  }

  /** What holds nothing about the model, for whoever may know that there is a console. */
  private void open(RoutesConfig routes) {
    routes.get("/healthz", this::health);
    routes.head("/healthz", this::health); // otherwise it would be 200 without a look
    routes.post("/session", this::logIn);
    routes.delete("/session", this::logOut);
    routes.get("/", page::serve);
  }

  private void reads(RoutesConfig routes) {
    routes.get("/v1/state", guarded(Right.READ, this::state));
    routes.get("/v1/stream", this::stream);
    routes.get("/v1/series", guarded(Right.READ, reads::series));
    routes.get("/v1/forgetting", guarded(Right.READ, reads::forgetting));
    routes.get("/v1/drift", guarded(Right.READ, reads::drift));
    routes.get("/v1/deletions", guarded(Right.READ, reads::deletions));
    routes.get("/v1/deletions/{requestId}", guarded(Right.READ, reads::deletion));
    routes.get("/v1/dead-letters", guarded(Right.READ, reads::deadLetters));
    routes.get("/v1/models", guarded(Right.READ, reads::models));
    routes.get("/v1/models/{epoch}", guarded(Right.READ, reads::model));
    routes.get("/metrics", guarded(Right.READ, this::metrics));
  }

  private void acts(RoutesConfig routes) {
    PredictRoute predict = new PredictRoute(services.model(), services.predictions());
    routes.post("/v1/predict", guarded(Right.PREDICT, predict::predict));
    routes.post("/v1/deletions", guarded(Right.FORGET, acts::forget));
    routes.post("/v1/receipts/verify", guarded(Right.READ, acts::verify));
  }

  private Handler guarded(Right right, Handler handler) {
    return exchange -> {
      gate.require(exchange, right);
      handler.handle(exchange);
    };
  }

  private void state(Context exchange) {
    Reply.json(exchange, services.states().now(gate.caller(exchange).rightNames()));
  }

  private void stream(Context exchange) {
    Caller caller = gate.require(exchange, Right.READ);
    // Events say what the listener may do, so the stream ends when that changes, too.
    live.serve(exchange, caller.rightNames(), () -> gate.caller(exchange).equals(caller));
  }

  private void health(Context exchange) {
    Health health = Health.of(services.tail(), services.lookout());
    exchange.status(health.ok() ? 200 : 503);
    Reply.json(exchange, health);
  }

  private void metrics(Context exchange) {
    Map<Integer, Long> counts = new TreeMap<>();
    answers.forEach((status, count) -> counts.put(status, count.sum()));
    exchange
        .contentType("text/plain; version=0.0.4; charset=utf-8")
        .result(
            services
                .exposition()
                .text(new Exposition.Server(live.listening(), live.dropped(), counts)));
  }

  private void logIn(Context exchange) {
    String session = gate.logIn(ActRoutes.token(exchange));
    exchange.cookie(cookie(session, (int) Sessions.LIFETIME.toSeconds()));
    exchange.status(204);
  }

  private void logOut(Context exchange) {
    gate.logOut(exchange);
    exchange.cookie(cookie("", 0));
    exchange.status(204);
  }

  private Cookie cookie(String value, int maxAge) {
    return new Cookie(
        Gate.COOKIE, value, "/", maxAge, listen.isSecure(), true, null, SameSite.STRICT);
  }

  @Override
  public void close() {
    live.close();
    server.stop();
  }
}
