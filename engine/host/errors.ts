import { errorTable } from '../model/engine-error.ts';

/** Faults of plans, manifests, configurations and results. */
export const HOST_ERRORS = errorTable({
  UNKNOWN_STRATEGY: {
    code: 'HOST_UNKNOWN_STRATEGY',
    exitCode: 2,
    meaning: 'No strategy folder of the name or at the path that was given.',
    remedy: 'Use the name of a folder below strategies/, or the path of a folder that holds a strategy.ts.',
  },
  STRATEGY_NOT_LOADED: {
    code: 'HOST_STRATEGY_NOT_LOADED',
    exitCode: 1,
    meaning: 'The strategy has an error of syntax, or an import of it failed.',
    remedy: 'Correct the line that the message names; engine check names imports that cannot be.',
  },
  NOT_A_STRATEGY: {
    code: 'HOST_NOT_A_STRATEGY',
    exitCode: 1,
    meaning: 'The default export of strategy.ts is not a class that extends Algorithm.',
    remedy: 'Write: export default class MyStrategy extends Algorithm { … }.',
  },
  UNKNOWN_PARAMETER: {
    code: 'HOST_UNKNOWN_PARAMETER',
    exitCode: 2,
    meaning: 'A parameter was given that the strategy does not declare.',
    remedy: 'Use a parameter of its config.json, or declare it there.',
  },
  BAD_PARAMETER: {
    code: 'HOST_BAD_PARAMETER',
    exitCode: 2,
    meaning: 'The value of a parameter has the wrong type or lies outside its range.',
    remedy: 'Give a value of the type and range that config.json declares.',
  },
  BAD_DATE: {
    code: 'HOST_BAD_DATE',
    exitCode: 2,
    meaning: 'A date cannot be, or the start lies after the end.',
    remedy: 'Write dates as yyyy-mm-dd, the start not after the end.',
  },
  BAD_CASH: {
    code: 'HOST_BAD_CASH',
    exitCode: 2,
    meaning: 'The starting cash is not a positive amount.',
    remedy: 'Give a positive number.',
  },
  BAD_NUMBER: {
    code: 'HOST_BAD_NUMBER',
    exitCode: 2,
    meaning: 'A number of the command line is not one, or lies outside its range.',
    remedy: 'Give a number within the range that the message names.',
  },
  CONFIGURATION_UNREADABLE: {
    code: 'HOST_CONFIGURATION_UNREADABLE',
    exitCode: 3,
    meaning: 'A JSON file of the plan is missing, cannot be read, or is not JSON.',
    remedy: 'Correct the file at the line that the message names.',
  },
  CONFIGURATION_INVALID: {
    code: 'HOST_CONFIGURATION_INVALID',
    exitCode: 3,
    meaning: 'A JSON file of the plan has an unknown key, or a value of the wrong type or range.',
    remedy: 'Correct the values that the message names.',
  },
  MANIFEST_INVALID: {
    code: 'HOST_MANIFEST_INVALID',
    exitCode: 3,
    meaning: 'The manifest of a plugin has an unknown key, or a value of the wrong type.',
    remedy: 'Correct the values of manifest.json that the message names.',
  },
  UNKNOWN_PROVIDER: {
    code: 'HOST_UNKNOWN_PROVIDER',
    exitCode: 3,
    meaning: 'The plan names a data source, model or result that no plugin provides.',
    remedy: 'Use one of the names that engine plugins lists.',
  },
  UNKNOWN_PLUGIN: {
    code: 'HOST_UNKNOWN_PLUGIN',
    exitCode: 3,
    meaning: 'The configuration or another plugin names a plugin that is not there.',
    remedy: 'Use one of the names that engine plugins lists, or add the plugin.',
  },
  DUPLICATE_PROVIDER: {
    code: 'HOST_DUPLICATE_PROVIDER',
    exitCode: 3,
    meaning: 'Two plugins provide the same contract under the same name.',
    remedy: 'Rename one of the two in its manifest and module.',
  },
  ENGINE_RANGE: {
    code: 'HOST_ENGINE_RANGE',
    exitCode: 3,
    meaning: 'A plugin that the plan needs was made for another version of the engine.',
    remedy: 'Update the plugin, or the engine.',
  },
  MISSING_PACKAGE: {
    code: 'HOST_MISSING_PACKAGE',
    exitCode: 3,
    meaning:
      'A plugin that the plan needs asks for an npm package that is not installed, or for another version of it.',
    remedy: 'Install the package with the line that the message gives.',
  },
  UNKNOWN_DATA: {
    code: 'HOST_UNKNOWN_DATA',
    exitCode: 2,
    meaning: 'No data folder of the name or at the path that was given.',
    remedy: 'Use the path of a folder, or a name that engine data list shows.',
  },
  UNKNOWN_SYMBOL: {
    code: 'HOST_UNKNOWN_SYMBOL',
    exitCode: 1,
    meaning: 'The strategy subscribed to a symbol of which the data hold nothing.',
    remedy: 'Check its spelling and the data folder; engine data list shows what there is.',
  },
  UNKNOWN_RESOLUTION: {
    code: 'HOST_UNKNOWN_RESOLUTION',
    exitCode: 1,
    meaning: 'The strategy subscribed to a symbol at a resolution at which the data do not have it.',
    remedy: 'Add it at a resolution that the message names; addEquity and its kin take minutes where none is given.',
  },
  BAD_BENCHMARK: {
    code: 'HOST_BAD_BENCHMARK',
    exitCode: 2,
    meaning: 'The benchmark is not written as a ticker, or as type/market/ticker.',
    remedy: 'Write for example SPY, or index/usa/SPX.',
  },
  SEVERAL_FAULTS: {
    code: 'HOST_SEVERAL_FAULTS',
    exitCode: 3,
    meaning: 'The plan has several faults; all are named.',
    remedy: 'Correct each of them.',
  },
  SEVERAL_WRONG_INPUTS: {
    code: 'HOST_SEVERAL_WRONG_INPUTS',
    exitCode: 2,
    meaning: 'Several names or values of the command line are wrong; all are named.',
    remedy: 'Correct each of them.',
  },
  PLUGIN_NOT_LOADED: {
    code: 'HOST_PLUGIN_NOT_LOADED',
    exitCode: 3,
    meaning: 'The module of a plugin cannot be loaded, or does not bind what its manifest says.',
    remedy:
      'Correct module.ts of the plugin: its default export is a ContainerModule that binds all that the manifest provides.',
  },
  PART_NOT_STARTED: {
    code: 'HOST_PART_NOT_STARTED',
    exitCode: 1,
    meaning: 'A part of the plan failed to start or to stop, or took too long.',
    remedy: 'See the cause that the message names.',
  },
  UNKNOWN_RESULTS: {
    code: 'HOST_UNKNOWN_RESULTS',
    exitCode: 2,
    meaning: 'There are no results of the run that was named.',
    remedy: 'Give the folder of a run, its name below backtests, or latest.',
  },
  RESULTS_UNREADABLE: {
    code: 'HOST_RESULTS_UNREADABLE',
    exitCode: 1,
    meaning: 'The files of a run are missing, damaged, or of another format.',
    remedy: 'Run the strategy again.',
  },
  OUTPUT_UNWRITABLE: {
    code: 'HOST_OUTPUT_UNWRITABLE',
    exitCode: 1,
    meaning: 'The folder for results cannot be made or written.',
    remedy: 'Choose another folder with --output, or correct its permissions.',
  },
  DISK_FULL: {
    code: 'HOST_DISK_FULL',
    exitCode: 1,
    meaning: 'The disk is full: the results were not written, and nothing of them was left behind.',
    remedy: 'Free space, or choose another folder with --output.',
  },
  BAD_COLUMNS: {
    code: 'HOST_BAD_COLUMNS',
    exitCode: 2,
    meaning: 'Columns that a program gave to a session cannot be bars.',
    remedy: 'Give columns of one length, ascending times, and a number in every row.',
  },
  SESSION_CLOSED: {
    code: 'HOST_SESSION_CLOSED',
    exitCode: 2,
    meaning: 'A run was started in a session that was closed before.',
    remedy: 'Open another session.',
  },
});
