import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.codelibs.opensearch.runner.node.OpenSearchRunnerNode;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.transport.Netty4Plugin;

/**
 * One node of the tests' cluster, a process of its own so that it can be stopped by its number. Arguments are settings,
 * name=value. It ends when its standard input does, and so with whoever started it.
 */
public final class ClusterNode {
    public static void main(String[] args) throws Exception {
        Settings.Builder settings = Settings.builder();
        for (String arg : args) {
            int at = arg.indexOf('=');
            String name = arg.substring(0, at);
            String value = arg.substring(at + 1);
            if (value.contains(",")) {
                settings.putList(name, value.split(","));
            } else {
                settings.put(name, value);
            }
        }
        Path config = Path.of(settings.get("path.home"), "config");
        Environment environment =
                InternalSettingsPreparer.prepareEnvironment(settings.build(), Map.of(), config, () -> "node");
        Node node = new OpenSearchRunnerNode(
                environment, List.of(Netty4Plugin.class, CommonAnalysisPlugin.class, PainlessPlugin.class));
        node.start();
        while (System.in.read() >= 0) {
            // Nothing is said to a node; only the end matters.
        }
        node.close();
        System.exit(0);
    }
}
