package io.ameles.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ameles.console.access.Tokens;
import io.ameles.console.http.Listen;
import io.ameles.console.http.PortTaken;
import io.ameles.console.http.Rehearsal;
import io.ameles.console.http.Tls;
import io.ameles.model.AmelesException;
import io.ameles.model.sign.KeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link Console#start} would meet, found out step by step without answering anybody. */
public final class ConsoleCheck {
  private final ConsoleSettings settings;
  private final List<Finding> findings = new ArrayList<>();

  private ConsoleCheck(ConsoleSettings settings) {
    this.settings = settings;
  }

  /** How a finding is meant. */
  public enum Level {
    /** As it must be. */
    GOOD,
    /** It starts, or could, and somebody should know this. */
    WARNING,
    /** It does not start, or does not do everything. */
    BAD
  }

  /**
   * One thing that was looked at.
   *
   * @param text a sentence; quotes no secret
   */
  public record Finding(Level level, String text) {}

  /** Looks at everything; never empty. */
  public static List<Finding> of(ConsoleSettings settings) {
    ConsoleCheck check = new ConsoleCheck(settings);
    check.listening();
    check.tokens(settings.listen().tokens());
    check.stores();
    check.requestKey();
    check.publicKeys();
    return List.copyOf(check.findings);
  }

  private void listening() {
    Listen listen = settings.listen();
    try {
      listen.requireSafe();
    } catch (AmelesException e) {
      add(Level.BAD, e);
      return;
    }
    add(
        Level.GOOD,
        "would listen at %s:%d, %s, to %s"
            .formatted(
                listen.bind(),
                listen.port(),
                listen.tls() == null ? "without TLS" : "with TLS",
                callers(listen)));
    try {
      Rehearsal.port(listen);
    } catch (PortTaken e) {
      add(Level.WARNING, e); // by a console that runs, perhaps
    }
  }

  private static String callers(Listen listen) {
    Tls tls = listen.tls();
    boolean certificates = tls != null && tls.clients() != null;
    if (listen.tokens() == null) {
      return certificates ? "clients with certificates" : "whoever is on this machine";
    }
    return certificates ? "whoever has a token or a certificate" : "whoever has a token";
  }

  private void tokens(@Nullable Path file) {
    if (file == null) {
      return;
    }
    try {
      add(Level.GOOD, "%s has %d token(s)".formatted(file, Tokens.read(file).size()));
      if (KeyFile.isOpenToOthers(file)) {
        add(
            Level.WARNING,
            "%s can be read or changed by others than its owner; run: chmod 600 %s, and look whether every line in it is yours"
                .formatted(file, file));
      }
    } catch (AmelesException e) {
      add(Level.BAD, e);
    } catch (IOException e) {
      add(Level.WARNING, "the permissions of %s cannot be seen".formatted(file));
    }
  }

  private void stores() {
    if (settings.listen().tls() == null) {
      return;
    }
    try {
      Rehearsal.stores(settings.listen());
      add(Level.GOOD, "its key and the certificates that it trusts can be opened");
    } catch (AmelesException e) {
      add(Level.BAD, e);
    }
  }

  private void requestKey() {
    try {
      if (Console.signer(settings) != null) {
        add(Level.GOOD, "it can sign requests to forget");
      }
    } catch (AmelesException e) {
      add(Level.BAD, e);
    }
  }

  private void publicKeys() {
    int keys = 0;
    try {
      keys = new ObjectMapper().readTree(settings.publicKeys()).path("keys").size();
    } catch (JsonProcessingException e) {
      // The same as none.
    }
    if (keys > 0) {
      add(Level.GOOD, "it can verify receipts, with %d public key(s)".formatted(keys));
    } else {
      add(Level.BAD, "there are no public keys to verify receipts with");
    }
  }

  private void add(Level level, AmelesException problem) {
    add(level, String.valueOf(problem.getMessage()));
  }

  private void add(Level level, String text) {
    findings.add(new Finding(level, text));
  }
}
