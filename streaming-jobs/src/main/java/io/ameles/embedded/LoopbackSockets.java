package io.ameles.embedded;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The two listening sockets of the node, bound to 127.0.0.1 before Kafka is started.
 *
 * <p>A client that connects early waits in the backlog until the broker accepts. Kafka closes the
 * sockets that it took; closing them again is harmless.
 */
final class LoopbackSockets implements ServerSocketFactory, AutoCloseable {

  static final String HOST = "127.0.0.1";

  private final ServerSocketChannel broker;
  private final ServerSocketChannel controller;

  private LoopbackSockets(ServerSocketChannel broker, ServerSocketChannel controller) {
    this.broker = broker;
    this.controller = controller;
  }

  /**
   * Binds the broker's socket to the port, 0 for any free one, and the controller's, which no
   * client needs to know, to any free port.
   */
  static LoopbackSockets bind(int brokerPort) throws IOException {
    ServerSocketChannel broker = bindChannel(brokerPort);
    try {
      return new LoopbackSockets(broker, bindChannel(0));
    } catch (IOException | RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  int brokerPort() {
    return broker.socket().getLocalPort();
  }

  InetSocketAddress controllerAddress() {
    return (InetSocketAddress) controller.socket().getLocalSocketAddress();
  }

  @Override
  public ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress address, int backlog, int receiveBufferBytes) {
    return switch (listener) {
      case BrokerSettings.BROKER_LISTENER -> broker;
      case BrokerSettings.CONTROLLER_LISTENER -> controller;
      default -> throw new IllegalArgumentException("unknown listener " + listener);
    };
  }

  @Override
  public void close() throws IOException {
    try (broker;
        controller) {
      // Both are closed here, the second also if the first fails.
    }
  }

  private static ServerSocketChannel bindChannel(int port) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.configureBlocking(false);
      InetAddress host = InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1});
      return channel.bind(new InetSocketAddress(host, port));
    } catch (BindException e) {
      channel.close();
      throw new AmelesException(
          ErrorCode.KAFKA,
          "Port "
              + port
              + " of "
              + HOST
              + " is in use or not allowed ("
              + e.getMessage()
              + "). Stop the program that listens there, or choose another port for the embedded"
              + " Kafka broker; 0 takes any free one.",
          e);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }
}
