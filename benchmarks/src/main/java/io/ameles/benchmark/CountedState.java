package io.ameles.benchmark;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Iterator;
import java.util.Set;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.OperatorStateBackend;
import org.apache.flink.runtime.state.StateBackend;

/**
 * A state backend that counts what an operator reads and writes of keyed state. Every element that
 * an iteration comes to is a read; clearing a state is one write. NOT thread-safe.
 */
final class CountedState implements StateBackend {
  private static final Set<String> READS = Set.of("get", "contains", "value", "isEmpty");
  private static final Set<String> WRITES = Set.of("put", "remove", "update", "clear");
  private static final Set<String> ITERATIONS = Set.of("entries", "keys", "values");
  private static final Set<String> STATES = Set.of("getPartitionedState", "getOrCreateKeyedState");

  private final StateBackend counted;
  private long reads;
  private long writes;

  /**
   * @param counted what really keeps the state
   */
  CountedState(StateBackend counted) {
    this.counted = counted;
  }

  long reads() {
    return reads;
  }

  long writes() {
    return writes;
  }

  @Override
  @SuppressWarnings("unchecked") // what stands before a backend has its interface
  public <K> CheckpointableKeyedStateBackend<K> createKeyedStateBackend(
      KeyedStateBackendParameters<K> parameters) throws Exception {
    CheckpointableKeyedStateBackend<K> backend = counted.createKeyedStateBackend(parameters);
    return (CheckpointableKeyedStateBackend<K>)
        before(
            CheckpointableKeyedStateBackend.class,
            (proxy, method, arguments) -> {
              Object answer = call(backend, method, arguments);
              return STATES.contains(method.getName()) ? counting(answer) : answer;
            });
  }

  @Override
  public OperatorStateBackend createOperatorStateBackend(OperatorStateBackendParameters parameters)
      throws Exception {
    return counted.createOperatorStateBackend(parameters);
  }

  private Object counting(Object state) {
    Class<?> kind = state instanceof MapState ? MapState.class : ValueState.class;
    return before(
        kind,
        (proxy, method, arguments) -> {
          count(method.getName());
          Object answer = call(state, method, arguments);
          if (ITERATIONS.contains(method.getName())) {
            return counting((Iterable<?>) answer);
          }
          return answer;
        });
  }

  private void count(String method) {
    if (READS.contains(method)) {
      reads++;
    } else if (WRITES.contains(method)) {
      writes++;
    } else if (!ITERATIONS.contains(method)) {
      throw new IllegalStateException("an access that is not counted: " + method);
    }
  }

  private <T> Iterable<T> counting(Iterable<T> elements) {
    return () -> {
      Iterator<T> iterator = elements.iterator();
      return new Iterator<T>() {
        @Override
        public boolean hasNext() {
          return iterator.hasNext();
        }

        @Override
        public T next() {
          reads++;
          return iterator.next();
        }
      };
    };
  }

  private static Object before(Class<?> type, InvocationHandler handler) {
    return Proxy.newProxyInstance(
        CountedState.class.getClassLoader(), new Class<?>[] {type}, handler);
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
