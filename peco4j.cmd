@echo off
rem Runs peco4j. In a checkout it first builds what it runs, when that is missing or older than the sources.
setlocal EnableExtensions DisableDelayedExpansion
for %%i in ("%~dp0.") do set "here=%%~fi"

set "java=java.exe"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"
if not "%java%"=="java.exe" goto java_found
where java.exe >nul 2>nul && goto java_found
echo peco4j needs a JDK, version 17 or newer: install one, or set JAVA_HOME>&2
exit /b 2
:java_found

set "app=%here%"
if exist "%here%\lib\" goto built
set "app=%here%\distribution\target\launcher\peco4j"
set "stamp=%app%\built"
if not exist "%stamp%" goto build
rem Exit code 1: a source is newer than the stamp.
powershell -NoProfile -Command "$built = (Get-Item -LiteralPath $env:stamp).LastWriteTime; exit [int][bool](Get-ChildItem -LiteralPath $env:here -Recurse -File | Where-Object { $_.LastWriteTime -gt $built -and $_.FullName -notmatch '\\target\\' -and ($_.FullName -match '\\(src\\main|distribution)\\' -or $_.Name -eq 'pom.xml') } | Select-Object -First 1)"
if not errorlevel 1 goto built
:build
echo Building peco4j, once: about a minute, and the first time a few more for Maven's downloads ...>&2
pushd "%here%"
rem The classes are those of any other build; what checks them, and all that only others need, is left out.
set "MAVEN_OPTS=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC %MAVEN_OPTS%"
call .\mvnw.cmd -B -q -Plauncher -pl distribution -am package "-Dmaven.test.skip=true" "-Dspotless.check.skip=true" "-Dmaven.source.skip=true" >&2
set "code=%errorlevel%"
popd
if not "%code%"=="0" (
    echo peco4j could not be built; Maven's messages are above>&2
    exit /b 1
)
rem Starts faster from shared class data, those of a whole run; it works as well without.
set "DJL_OFFLINE=true"
set "OPT_OUT_TRACKING=true"
"%java%" "@%app%\jvm.options" -XX:TieredStopAtLevel=1 "-XX:ArchiveClassesAtExit=%app%\peco4j.jsa" "-Dpeco4j.home=%app%" -cp "%app%\lib\*" io.peco4j.runtime.cli.Peco4j run "%app%\class-data.conf" --threads 1 --out "%app%\trial" >nul 2>nul
rmdir /s /q "%app%\trial" >nul 2>nul
type nul >"%stamp%"
:built

set "shared="
if exist "%app%\peco4j.jsa" set shared="-XX:SharedArchiveFile=%app%\peco4j.jsa"
set "DJL_OFFLINE=true"
set "OPT_OUT_TRACKING=true"

rem The console shows UTF-8 while peco4j runs, and what it showed before afterwards.
set "page="
for /f "tokens=2 delims=:." %%c in ('chcp') do set "page=%%c"
chcp 65001 >nul
rem Options for the JVM go in PECO4J_JAVA_OPTS.
"%java%" "@%app%\jvm.options" %shared% -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 %PECO4J_JAVA_OPTS% "-Dpeco4j.home=%app%" -cp "%app%\lib\*" io.peco4j.runtime.cli.Peco4j %*
set "code=%errorlevel%"
if defined page chcp %page% >nul 2>nul
exit /b %code%
