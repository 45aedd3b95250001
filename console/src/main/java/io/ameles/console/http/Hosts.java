package io.ameles.console.http;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names by which the console may be called. A page of another site that has its own name point
 * at this machine (DNS rebinding) calls it by that name; one that uses an address cannot do that.
 *
 * @param names in lower case
 * @param anyAddress whether every numeric address will do, because the console listens on all
 */
record Hosts(Set<String> names, boolean anyAddress) {
  private static final String IPV4 = "\\d{1,3}(\\.\\d{1,3}){3}";
  private static final String IPV6 = "\\[[0-9a-f:.]+]";

  static Hosts of(Listen listen) {
    Set<String> names = new TreeSet<>(listen.hosts());
    URI origin = listen.publicOrigin();
    if (origin != null) {
      names.add(origin.getHost().toLowerCase(Locale.ROOT));
    }
    names.add(listen.bind().toLowerCase(Locale.ROOT));
    names.add("[" + listen.bind().toLowerCase(Locale.ROOT) + "]");
    if (listen.address().isLoopbackAddress() || listen.address().isAnyLocalAddress()) {
      names.addAll(Set.of("localhost", "127.0.0.1", "[::1]"));
    }
    return new Hosts(names, listen.address().isAnyLocalAddress());
  }

  /**
   * @param header as a client sends it, with a port or without
   */
  boolean isKnown(String header) {
    String name = header.toLowerCase(Locale.ROOT).replaceFirst(":\\d{1,5}$", "");
    return names.contains(name) || (anyAddress && (name.matches(IPV4) || name.matches(IPV6)));
  }
}
