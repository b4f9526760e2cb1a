import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));

/** Alpaca's OpenAPI files: ALPACA_SPECS, else ../shared/brokers/specs beside the project. */
const SPECS = resolve(process.env.ALPACA_SPECS ?? join(PROJECT, '../shared/brokers/specs'));
const FILES = { trading: 'trading-api.json', data: 'market-data-api.json' } as const;
export const hasAlpacaSpecs = existsSync(join(SPECS, FILES.trading));

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: object }>>;
}

interface Operation {
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
}

/** The documents and what was compiled of them, which all peers of a process share. */
const documents: Document[] = [];
const validators = new Map<string, ValidateFunction | undefined>();
let compiler: Ajv | undefined;

function ajv(): Ajv {
  if (compiler !== undefined) return compiler;
  compiler = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  // the function is the module itself or its default, by the loader
  const add = addFormats as unknown as { default?: (ajv: Ajv) => void } & ((ajv: Ajv) => void);
  (add.default ?? add)(compiler);
  compiler.addFormat('decimal', /^-?\d+(?:\.\d+)?$/);
  if (hasAlpacaSpecs)
    for (const name of Object.values(FILES))
      documents.push(JSON.parse(readFileSync(join(SPECS, name), 'utf8')) as Document);
  for (const [index, { components }] of documents.entries())
    compiler.addSchema({ $id: documentId(index), ...(absolute({ components }, index) as object) }, documentId(index));
  return compiler;
}

/** Holds requests and answers to Alpaca's own documents. Without the documents nothing is checked. */
export class AlpacaContract {
  /** What was found: the place, and what the document says. */
  readonly violations: string[] = [];
  /** The answers that were held to a schema, as `GET /v2/account 200`. */
  readonly checked = new Set<string>();

  /** Checks an answer. @param path as the document writes it, such as `/v2/orders/{order_id}` */
  checkAnswer(method: string, path: string, status: number, body: unknown): void {
    this.check(`${method} ${path} ${status}`, body, () => {
      const [index, operation] = this.operation(method, path);
      const answer = operation?.responses[String(status)];
      return answer === undefined ? undefined : [index, schemaOf(answer)];
    });
  }

  /** Checks the body of a request. */
  checkRequest(method: string, path: string, body: unknown): void {
    this.check(`${method} ${path} request`, body, () => {
      const [index, operation] = this.operation(method, path);
      return operation?.requestBody === undefined ? undefined : [index, schemaOf(operation.requestBody)];
    });
  }

  /** Checks a message of a stream against a schema of the peer, in which references name the components of the trading document, such as Alpaca's schema of an order. */
  checkMessage(name: string, schema: object, message: unknown): void {
    this.check(`message ${name}`, message, () => [0, schema]);
  }

  /** Whether a document knows the operation. */
  knows(method: string, path: string): boolean {
    return this.operation(method, path)[1] !== undefined;
  }

  private operation(method: string, path: string): [number, Operation | undefined] {
    ajv();
    const index = documents.findIndex(({ paths }) => paths[path]?.[method.toLowerCase()] !== undefined);
    return [index, documents[index]?.paths[path]?.[method.toLowerCase()]];
  }

  private check(name: string, value: unknown, find: () => [number, object | undefined] | undefined): void {
    if (!hasAlpacaSpecs) return;
    ajv();
    if (!validators.has(name)) {
      const [index, schema] = find() ?? [0, undefined];
      validators.set(name, schema === undefined ? undefined : ajv().compile(absolute(schema, index) as object));
    }
    const validate = validators.get(name);
    if (validate === undefined) return;
    this.checked.add(name);
    if (validate(value)) return;
    const found = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
    this.violations.push(`${name}: ${found.join('; ')}`);
  }
}

const documentId = (index: number): string => `alpaca-${index}`;

function schemaOf({ content = {} }: Content): object | undefined {
  return content['application/json']?.schema;
}

/**
 * A schema whose references name their document. `oneOf` becomes `anyOf`: the document uses it for kinds of activities
 * that require no field, so that each is also of the other kind.
 */
function absolute(schema: unknown, index: number): unknown {
  if (Array.isArray(schema)) return schema.map((one) => absolute(one, index));
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key === 'oneOf' ? 'anyOf' : key,
      key === '$ref' && typeof value === 'string' ? `${documentId(index)}${value}` : absolute(value, index),
    ]),
  );
}
