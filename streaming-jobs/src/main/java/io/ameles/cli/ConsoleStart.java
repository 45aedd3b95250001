package io.ameles.cli;

import io.ameles.console.Console;
import io.ameles.console.ConsoleSettings;
import io.ameles.console.access.Right;
import io.ameles.console.http.Listen;
import io.ameles.console.http.Tls;
import io.ameles.model.serve.ServeSettings;
import io.ameles.stream.job.ConsoleOptions;
import io.ameles.stream.job.JobSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Starts a console as a job's configuration says, and as the command line says otherwise.
 *
 * @param bind null: as configured
 * @param port null: as configured
 * @param key by which requests are signed; null: as configured
 */
record ConsoleStart(@Nullable String bind, @Nullable Integer port, @Nullable Path key) {
  static final ConsoleStart AS_CONFIGURED = new ConsoleStart(null, null, null);

  Console of(JobSettings job) {
    return Console.start(settings(job));
  }

  /** Everything that the console needs; not checked for being safe yet. */
  ConsoleSettings settings(JobSettings job) {
    ConsoleOptions options = job.console();
    Listen configured =
        new Listen(
            options.bind(),
            options.port(),
            options.hosts(),
            options.tokens(),
            tls(options.tls()),
            options.publicOrigin());
    return new ConsoleSettings(
        job.model(),
        job.topics(),
        job.kafka(),
        job.modelStore(),
        job.device(),
        new ServeSettings(job.predictions().learner(), job.intake().encoder()),
        job.receipts().keys().publicKeys(),
        key == null ? options.requestKey() : key,
        configured.at(bind == null ? options.bind() : bind, port == null ? options.port() : port));
  }

  private static @Nullable Tls tls(ConsoleOptions.@Nullable Tls options) {
    if (options == null) {
      return null;
    }
    Path trustStore = options.trustStore();
    return new Tls(
        options.keyStore(),
        options.password(),
        trustStore == null ? null : new Tls.Clients(trustStore, rights(options.clients())));
  }

  private static Map<String, Set<Right>> rights(Map<String, List<String>> clients) {
    Map<String, Set<Right>> rights = new TreeMap<>();
    clients.forEach(
        (subject, names) ->
            rights.put(
                subject,
                names.stream()
                    .flatMap(name -> Right.named(name).stream())
                    .collect(Collectors.toSet())));
    return rights;
  }
}
