#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "cli/console.h"

// The commands of `sandau`, by what they work on. Each adds its own to the program; the one that was given
// runs when the line has been read, and sets how the program ends.

namespace sandau::cli {

struct Program {
    CLI::App& app;
    const Console& console;
    Exit exit = Exit::Done;

    /// A command with its help in the console's language; `run` is called if it was given.
    CLI::App& command(const char* name, const char* vi, const char* en, std::function<Exit()> run);
};

void add_rules_commands(Program& program);    ///< check evaluate analyse presets
void add_pairing_commands(Program& program);  ///< simulate pair timetable
void add_file_commands(Program& program);     ///< new verify backup restore erase journal
void add_sheet_commands(Program& program);    ///< import scores export
void add_contest_commands(Program& program);  ///< schedule standings do user
void add_draw_command(Program& program);      ///< draw
void add_assign_command(Program& program);    ///< assign
void add_attach_command(Program& program);    ///< attach
void add_host_commands(Program& program);     ///< serve devices field-sim demo

}  // namespace sandau::cli
