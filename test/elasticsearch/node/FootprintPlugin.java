package oceanid.test;

import java.util.Map;
import org.elasticsearch.index.mapper.GeoShapeFieldMapper;
import org.elasticsearch.index.mapper.Mapper;
import org.elasticsearch.plugins.MapperPlugin;
import org.elasticsearch.plugins.Plugin;

/** The server jar holds the geo_shape field type but leaves it to a module to register: this is that module. */
public class FootprintPlugin extends Plugin implements MapperPlugin {
  @Override
  public Map<String, Mapper.TypeParser> getMappers() {
    return Map.of(GeoShapeFieldMapper.CONTENT_TYPE, GeoShapeFieldMapper.PARSER);
  }
}
