package io.ameles.stream.seal;

import io.ameles.model.version.VersionStore;
import java.nio.file.Path;
import java.util.List;

/** Stand-in that knows of published versions only. */
public record StoreHoldings(String root, String model) implements Holdings {
  private static final long serialVersionUID = 1L;

  @Override
  public boolean published(long epoch) {
    return store().current().map(version -> version.epoch() >= epoch).orElse(false);
  }

  @Override
  public List<String> outstanding(long epoch) {
    long current = store().current().map(version -> version.epoch()).orElse(0L);
    return current > epoch ? List.of() : List.of("Checkpoints may hold it.");
  }

  private VersionStore store() {
    return new VersionStore(Path.of(root), model);
  }
}
