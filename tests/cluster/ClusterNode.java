import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.codelibs.opensearch.runner.node.OpenSearchRunnerNode;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.index.IndexService;
import org.opensearch.index.shard.IndexSettingProvider;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.plugins.Plugin;
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
                environment, List.of(
                        Netty4Plugin.class, CommonAnalysisPlugin.class, PainlessPlugin.class, LooksOften.class));
        node.start();
        while (System.in.read() >= 0) {
            // Nothing is said to a node; only the end matters.
        }
        node.close();
        System.exit(0);
    }

    /**
     * Lets a shard look every second whether what was replaced is still kept for a copy. A cluster in use looks every thirty
     * seconds, and has no setting for it; tests would wait for that alone.
     */
    public static final class LooksOften extends Plugin {
        private static final Setting<?> INTERVAL = IndexService.RETENTION_LEASE_SYNC_INTERVAL_SETTING;

        @Override
        public List<Setting<?>> getSettings() {
            return List.of(INTERVAL);
        }

        @Override
        public Collection<IndexSettingProvider> getAdditionalIndexSettingProviders() {
            return List.of(new IndexSettingProvider() {
                @Override
                public Settings getAdditionalIndexSettings(String index, boolean isDataStream, Settings asked) {
                    return Settings.builder().put(INTERVAL.getKey(), "1s").build();
                }
            });
        }
    }
}
