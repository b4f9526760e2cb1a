import { resultHandlerConformance } from 'tradewright/testkit';
import { CsvResultHandler } from './csv-files.ts';
import { JsonResultHandler } from './result-json.ts';

resultHandlerConformance('JsonResultHandler', { create: () => new JsonResultHandler() });
resultHandlerConformance('CsvResultHandler', { create: () => new CsvResultHandler() });
