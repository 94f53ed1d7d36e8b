package oceanid.test;

import java.nio.file.Path;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.Node;

/**
 * One Elasticsearch node on the loopback interface: TestNode HOME DATA PORT. HOME holds the modules and may be shared, DATA is this
 * node's own. It ends with SIGTERM, or when its standard input closes, so that it never outlives the tests that started it.
 */
public class TestNode {
  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]);
    Path data = Path.of(args[1]);
    LogConfigurator.configureESLogging();
    Settings settings = Settings.builder()
        .put("path.home", home)
        .put("path.data", data.resolve("data"))
        .put("path.logs", data.resolve("logs"))
        .put("cluster.name", "oceanid-test")
        .put("node.name", "test-node")
        .put("node.processors", 2)
        .put("discovery.type", "single-node")
        .put("network.host", "127.0.0.1")
        .put("http.port", args[2])
        // A small heap is mostly garbage that is still to be collected: it is no reason to refuse requests.
        .put("indices.breaker.total.use_real_memory", false)
        .put("cluster.routing.allocation.disk.threshold_enabled", false)
        .build();
    Node node = new Node(new Environment(settings, home.resolve("config")));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try {
        node.close();
      } catch (java.io.IOException e) {
        e.printStackTrace();
      }
    }));
    node.start();
    System.out.println("ready");
    while (System.in.read() != -1) {}
    System.exit(0);
  }
}
