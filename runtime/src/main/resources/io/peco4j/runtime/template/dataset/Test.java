package @package@;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.conformance.DatasetConformance;

/** The contract of data sets, rule by rule. */
final class @Name@Test extends DatasetConformance {
    @Override
    protected Component<Dataset> data() {
        return Component.of(Dataset.class, "@id@", ConfigFactory.parseString("path = pictures.csv"));
    }
}
